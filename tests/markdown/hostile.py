"""Documents put together from pieces that readers stumble over."""

from hypothesis import strategies as st

PIECES = (
    *(
        "# Action items",
        "## Next steps",
        "Follow-up\n---------",
        "Root cause\n====",
        "#no space",
    ),
    *("- [ ] Check the valve", "* [x] Oil it (done)", "- [~] Half of it", "- \\[x\\] escaped"),
    *(
        "- a\n  - [ ] below it: Kim",
        "1. one\n   ```\n   - [ ] code\n   ```",
        "-\ttabbed",
        "- - b",
    ),
    *("```\n- [ ] never closed", "~~~ text\n# no heading\n~~~", "    - [ ] indented code"),
    *(
        "<!-- hidden\n- [ ] not this\n-->",
        "<div>\n- [ ] nor this\n</div>",
        "<!-- id: pump-7 -->",
    ),
    *(
        "| Action | Owner |\n|---|---|\n| Seal `a|b` \\| it | Kim |",
        "Action | Due\n--- | ---\nTurn | Friday",
    ),
    *("> - [ ] quoted\n> > deeper", "> | Action | Owner |\n> |---|---|\n> | Drain | Kim |"),
    *(
        "TODO: order parts",
        "- 1. [x] TODO: nested",
        "Attendees: Kim",
        "1. **Participants**: Kim",
        "**AI:** Kim to call",
        "[AI] Kim\nAI: 2nd line",
        "@todo **x**",
        "<b>TODO</b>: y",
    ),
    *(
        "**Completed:**",
        "Next steps",
        "Owner: Kim <kim@northbeam.example>",
        "<kim@northbeam.example>",
    ),
    *(
        "*a **b ~~c~~ d** e* `f` [g](h)",
        "wrapped\nover\nlines\\\nof text",
        "&amp; &copy; é 日本\uff1a語",
    ),
    *(
        "[r]: https://northbeam.example/r 'R'",
        "see [r] and [x][r] https://northbeam.example/a:b",
    ),
    *(
        "\u2028\x0c\x00",
        "***",
        "+",
        "- [ ]",
        "trailing  \nbreak",
        "- [ ] Order it (\u0131n progress)\n  - pr\u0131ority: high",
        "- [ ] Ship it by 1 apr\u0131l 2026",
        "#",
        "担当: Kim 期限: 2026/03/04",
    ),
)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Return a document: pieces, here and there in a quote or list, with any line ends."""
    told = []
    for piece in draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12)):
        before = draw(st.sampled_from(("", "", "", "> ", "- ", "   ", "\t")))
        lines = [before + line for line in piece.split("\n")]
        told.append("\n".join(lines) + draw(st.sampled_from(("\n", "\n\n"))))
    end = draw(st.sampled_from(("\n", "\n", "\r\n", "\r")))
    mark = draw(st.sampled_from(("", "", "\ufeff", "---\ntitle: Pump\n---\n")))
    return (mark + "".join(told)).replace("\n", end).encode()
