"""What no allotment can be better than, by a solver that proves it."""

from collections import defaultdict

import highspy

from gocluster_events.attendance.wishes.rules.wish_problem import Problem


def least_squares(problem: Problem, seconds: float = 60.0) -> float:
    """What no sum of squared losses is below; where the solver has time enough, the least one."""
    model, days = _model(problem)
    for day in days:
        most = sum(max((rank for rank, _each in block), default=0) for block in day)
        steps = [model.addVariable(0, 1, 2 * step + 1) for step in range(most)]
        model.addConstr(sum(steps) >= _loss(day))
    return _solved(model, seconds)


def least_worst(problem: Problem, seconds: float = 60.0) -> float:
    """Below which loss the worst day of all people cannot be."""
    model, days = _model(problem)
    worst = model.addVariable(0, highspy.kHighsInf, 1)
    for day in days:
        model.addConstr(worst >= _loss(day))
    return _solved(model, seconds)


def _model(problem: Problem):
    """A model of all limits, and of each person in each block the ranks that they can have, each with its variable."""
    model = highspy.Highs()
    model.silent()
    holders, fellows = defaultdict(list), defaultdict(list)
    days = [_day(model, problem, person, holders, fellows) for person in problem.people]
    for item, each in holders.items():
        model.addConstr(sum(each) <= problem.items[item].seats)
    for (item, key), each in fellows.items():
        stock = problem.items[item]
        if key and stock.most_per_organisation:
            model.addConstr(sum(each) <= max(stock.most_per_organisation - stock.organisations.get(key, 0), 0))
    return model, days


def _day(model, problem, person, holders, fellows):
    """One person's ranks in each block: one of them, no item that is barred, and no two that overlap."""
    day, takes = [], {}
    for wishes in person.lists:
        block = [(rank, model.addBinary()) for rank in range(len(wishes) + 1)]
        model.addConstr(sum(each for _rank, each in block) == 1)
        takes |= {item: each for item, (_rank, each) in zip(wishes, block, strict=False)}
        day.append(block)
    for item, each in takes.items():
        holders[item].append(each)
        fellows[item, person.organisation].append(each)
        for other in problem.items[item].overlaps & takes.keys():
            model.addConstr(each + takes[other] <= 1)
    for item in person.barred.keys() & takes.keys():
        model.addConstr(takes[item] <= 0)
    return day


def _loss(day):
    return sum(rank * each for block in day for rank, each in block)


def _solved(model: highspy.Highs, seconds: float) -> float:
    model.setOptionValue("time_limit", seconds)
    model.setOptionValue("threads", 1)
    model.minimize()
    return model.getInfo().mip_dual_bound
