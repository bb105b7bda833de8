"""Meetings of people who wish items, scarce on purpose: as many places as people, but in other rooms."""

from random import Random

from gocluster_events.attendance.wishes.rules.wish_problem import Problem, Stock, Wisher


def wish_meeting(people=200, items=12, blocks=3, seed=1, wishes=3, limit=2, share=1.0) -> Problem:
    """``items`` in all, in so many blocks; some are liked by many, of an institution ``limit`` have a place in each."""
    random = Random(seed)
    each = items // blocks
    liking = [random.paretovariate(0.8) for _item in range(items)]
    stock = []
    for block in range(blocks):
        parts = [random.uniform(0.3, 1.7) for _item in range(each)]
        stock += [
            Stock(f"{block}{place:02}", max(round(share * people * part / sum(parts)), 1), limit)
            for place, part in enumerate(parts)
        ]
    crowd = []
    for number in range(people):
        lists = []
        for block in range(blocks):
            rest, chosen = list(range(block * each, (block + 1) * each)), []
            for _rank in range(random.choice((wishes - 1, wishes, wishes))):
                item = random.choices(rest, [liking[one] for one in rest])[0]
                rest.remove(item)
                chosen.append(item)
            lists.append(tuple(chosen))
        crowd.append(Wisher(f"{number:04}", f"Institut {random.randint(1, max(people // 3, 1))}", tuple(lists)))
    return Problem(tuple(stock), tuple(crowd))
