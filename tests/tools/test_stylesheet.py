"""Of KERN's stylesheet a page loads what it shows, with the sizes written where they are read."""

from tools.stylesheet import reduce

TOKENS = """@layer tokens {
  :root { --kern-ink: var(--text); }
  @media (forced-colors: active) { :root { --kern-white: CanvasText; } }
}"""


def reduced(source):
    return " ".join(reduce(source, TOKENS).split())


def test_only_rules_for_classes_of_our_pages_stay():
    source = (
        ".kern-btn, .kern-table { top: 0; } .kern-table .kern-label { top: 0; } body { top: 0; } /* .kern-hint { */"
    )
    assert reduced(source) == ".kern-btn { top: 0; }"


def test_a_condition_stays_around_its_rules():
    source = (
        "@media (min-width: 1px) { .kern-btn { top: 0; } .kern-table { top: 0; } }"
        "@media print { .kern-table { top: 0; } }"
    )
    assert reduced(source) == "@media (min-width: 1px) { .kern-btn { top: 0; } }"


def test_states_that_no_page_has_are_left_out():
    source = ".kern-hint:has(input[disabled], input[aria-disabled=true]), .kern-hint[aria-disabled=true] { top: 0; }"
    assert reduced(source) == ".kern-hint:has(input[disabled]) { top: 0; }"
    assert ":not([aria-disabled=true])" in reduced(".kern-btn:not([aria-disabled=true]) { top: 0; }")


def test_a_size_that_never_changes_is_written_where_it_is_read():
    source = ":root { --kern-8: 0.5rem; --kern-gap: var(--kern-8); } .kern-btn { gap: var(--kern-gap, 8px); }"
    assert reduced(source) == ".kern-btn { gap: 0.5rem; }"


def test_what_depends_on_the_width_stays_a_property():
    source = (
        ":root { --kern-8: 0.5rem; --kern-gap: var(--kern-8); --kern-unread: 1px; }"
        "@media (min-width: 1px) { :root { --kern-gap: 1rem; --kern-unread: 2px; } }"
        ".kern-btn { gap: var(--kern-gap, 8px); }"
    )
    assert reduced(source) == (
        ":root { --kern-gap: 0.5rem; } @media (min-width: 1px) { :root { --kern-gap: 1rem; } }"
        " .kern-btn { gap: var(--kern-gap); }"
    )


def test_what_is_alike_in_both_colour_schemes_is_fixed():
    source = (
        "@media (prefers-color-scheme: dark) { :root { --kern-faint: 0.4; --kern-ground: #000; } }"
        "@media (prefers-color-scheme: light) { :root { --kern-faint: 0.4; --kern-ground: #fff; } }"
        ".kern-btn { opacity: var(--kern-faint, 0.5); background: var(--kern-ground, rgb(1, 2, 3)); }"
    )
    assert reduced(source).endswith(".kern-btn { opacity: 0.4; background: var(--kern-ground, rgb(1, 2, 3)); }")


def test_what_our_tokens_define_wins():
    source = (
        ":root { --kern-ink: #123; --kern-white: #fff; }"
        ".kern-btn { color: var(--kern-ink, #456) var(--kern-white, #eee); }"
    )
    assert reduced(source) == ":root { --kern-white: #fff; } .kern-btn { color: var(--kern-ink) var(--kern-white); }"


def test_what_nobody_defines_keeps_its_second_choice():
    assert reduced(".kern-btn { color: var(--kern-lost, #456); }") == ".kern-btn { color: var(--kern-lost, #456); }"
