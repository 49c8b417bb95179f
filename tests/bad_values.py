"""Ways to give an item values that it cannot have, and what must be said of each."""

from __future__ import annotations

from tests.bad_files import CABLE, FORM, PRESCRIPTIONS, Broken, key, swap

KEYS = [
    Broken("unknown key", FORM, swap("^title:", "tittle: x\ntitle:"), ("tittle", "not a key")),
    Broken(
        "unknown key in a row", "muscles.yaml", swap("^  role:", "  rolle: x\n  role:"), ("gluteus-maximus", "rolle")
    ),
    Broken("unknown key in a line", CABLE, swap("^- phase: kick", "- phase: kick\n  face: x"), ("steps[", "face")),
    Broken("key that is no word", FORM, swap("^title:", "7: x\ntitle:"), ("7",)),
    Broken("missing key", FORM, key("summary", ""), ("summary", "missing")),
    Broken("missing key in a row", "muscles.yaml", swap("^  role: .*\n", ""), ("gluteus-maximus", "role", "missing")),
    Broken("missing key in a line", CABLE, swap("^- phase: kick\n  ", "- "), ("steps[", "phase", "missing")),
    Broken("missing body", FORM, swap(r"\n---\n(?:.*\n)*", "\n---\n"), ("body", "blank")),
    Broken("key without value", FORM, key("title", " "), ("title",)),
    Broken("blank text", FORM, key("title", "'  '"), ("title", "blank")),
]

TYPES = [
    Broken("number for text", FORM, key("title", "5"), ("title", "text")),
    Broken("truth for text", FORM, key("title", "yes"), ("title", "text")),
    Broken("list for text", FORM, key("title", "[a, b]"), ("title", "text")),
    Broken("mapping for text", FORM, key("title", "{a: b}"), ("title", "text")),
    Broken(
        "text for number", PRESCRIPTIONS, key("weekly_sets_cap", "nine"), ("M01", "weekly_sets_cap", "whole number")
    ),
    Broken("truth for number", PRESCRIPTIONS, key("weekly_sets_cap", "true"), ("weekly_sets_cap", "whole number")),
    Broken("fraction for range", PRESCRIPTIONS, key("sets", "2.5"), ("M01", "sets")),
    Broken("text for truth", "equipment.yaml", key("weighted", "'true'"), ("cable", "weighted", "true or false")),
    Broken("text for list", FORM, key("facts", "F1"), ("facts", "list")),
    Broken("mapping for list", FORM, key("facts", "{F1: F2}"), ("facts", "list")),
    Broken("numbers in a list of codes", FORM, key("facts", "[1]"), ("facts", "list")),
    Broken("text for lines", CABLE, key("cues", "x"), ("cues", "list")),
    Broken("nothing for lines", CABLE, key("cues", "null"), ("cues", "list")),
    Broken("line that is no mapping", CABLE, key("steps", "[x]"), ("steps[1]", "phase, text")),
    Broken("line that is a mapping", CABLE, key("cues", "[{text: x}]"), ("cues[1]", "text")),
    Broken("line that is a list", "preferences.yaml", key("variations", "[[cable]]"), ("variations[1]", "variation")),
    Broken("list for a relation", PRESCRIPTIONS, key("aim", "[technique]"), ("M01", "aim", "technique")),
    Broken("mapping for a relation", "preferences.yaml", key("placement", "{a: b}"), ("placement",)),
    Broken("number for a relation", PRESCRIPTIONS, key("aim", "5"), ("M01", "aim", "5")),
    Broken(
        "list for a relation of a line",
        "aims.yaml",
        swap("- experience: .*", "- experience: [beginner]"),
        ("placements[1]", "experience"),
    ),
    Broken("list for a choice", "sections/muscles.md", key("list_below", "[muscles]"), ("list_below", "text")),
]

NOTATIONS = [
    Broken("no range", PRESCRIPTIONS, key("reps", "ten"), ("M01", "reps", "“ten” is not a range")),
    Broken("range without end", PRESCRIPTIONS, key("reps", "10-"), ("M01", "reps", "not a range")),
    Broken("range below nothing", PRESCRIPTIONS, key("rir", "-1"), ("M01", "rir", "not a range")),
    Broken("range that runs backwards", PRESCRIPTIONS, key("reps", "12-10"), ("M01", "reps", "backwards")),
    Broken("tempo of two parts", PRESCRIPTIONS, key("tempo", "2-1"), ("M01", "tempo", "“2-1” is not a tempo")),
    Broken("progression without comma", PRESCRIPTIONS, key("progression", "P3 P4"), ("progression", "P1/P2, P6")),
    Broken("progression with a gap", PRESCRIPTIONS, key("progression", "P3,, P4"), ("progression", "P1/P2, P6")),
    Broken("progression of three", PRESCRIPTIONS, key("progression", "P1/P2/P3"), ("progression", "P1/P2, P6")),
    Broken("evidence for no number", PRESCRIPTIONS, key("evidence", "Z B1"), ("M01", "evidence", "“Z B1”", "S, R, I")),
    Broken("evidence without comma", PRESCRIPTIONS, key("evidence", "S B1 B2"), ("M01", "evidence", "“B1 B2”")),
    Broken("evidence with an open bracket", PRESCRIPTIONS, key("evidence", "S B1 (a"), ("evidence", "“B1 (a”")),
    Broken("evidence without sources", PRESCRIPTIONS, key("evidence", "S"), ("M01", "evidence")),
]

BOUNDS = [
    Broken("warm-up of 4 sets", PRESCRIPTIONS, key("sets", "4"), ("M01", "sets", "4 is outside 2-3", "Warm-up")),
    Broken("reps below the placement", PRESCRIPTIONS, key("reps", "8-12"), ("M01", "reps", "8-12 is outside 10-15")),
    Broken("reps without an upper end", PRESCRIPTIONS, key("reps", "10+"), ("M01", "reps", "outside 10-15")),
    Broken("last set outside", PRESCRIPTIONS, key("last_set_reps", "25"), ("M42", "last_set_reps", "outside 10-20")),
    Broken(
        "cap below the least", PRESCRIPTIONS, key("weekly_sets_cap", "3"), ("M01", "weekly_sets_cap", "4 sets a week")
    ),
    Broken("cap of nothing", PRESCRIPTIONS, key("weekly_sets_cap", "0"), ("M01", "weekly_sets_cap")),
    Broken("cap below nothing", PRESCRIPTIONS, key("weekly_sets_cap", "-1"), ("M01", "weekly_sets_cap")),
    Broken("cap that no database holds", PRESCRIPTIONS, key("weekly_sets_cap", "9" * 20), ("M01", "weekly_sets_cap")),
    Broken("text too long", FORM, key("title", "x" * 101), ("title", "100")),
    Broken("text too long in a line", CABLE, key("cues", f"[{'x' * 101}]"), ("cues[1]", "100")),
    Broken("notation too long", PRESCRIPTIONS, key("evidence", f"S B1 ({'x' * 500})"), ("M01", "evidence", "500")),
    Broken("slug too long", "muscles.yaml", swap("^- slug: .*", f"- slug: {'x' * 61}"), ("slug", "60")),
]

RELATIONS = [
    Broken("unknown load", PRESCRIPTIONS, key("load", "feather"), ("M01", "load", "“feather”", "of any load")),
    Broken("unknown variation", CABLE, key("easier", "sofa"), ("easier", "“sofa”", "of any variation")),
    Broken("no relation", PRESCRIPTIONS, key("load", "''"), ("M01", "load")),
    Broken(
        "unknown relation in a line",
        "loads.yaml",
        swap("- equipment: .*", "- equipment: sofa"),
        ("kit[1].equipment", "“sofa”"),
    ),
    Broken("unknown phase", CABLE, swap("^- phase: kick", "- phase: jump"), ("steps[", "].phase", "jump")),
    Broken("unknown role", "muscles.yaml", key("role", "boss"), ("gluteus-maximus", "role", "boss")),
    Broken("prescription twice", PRESCRIPTIONS, key("aim", "hypertrophy"), ("warm-up, beginner, hypertrophy", "twice")),
    Broken(
        "list shown twice", FORM, swap("^facts:", "list_below: muscles\nfacts:"), ("list_below", "muscles", "twice")
    ),
    Broken("preferred twice", "preferences.yaml", key("variations", "[band, band]"), ("variations", "band", "twice")),
    Broken("variation instead of itself", CABLE, key("easier", "cable"), ("easier", "itself")),
    Broken("singular without plural", "guide.yaml", key("sides", ""), ("sides", "plural")),
]

POSES = [
    Broken("angle out of range", CABLE, key("trunk", "200"), ("poses[1].trunk", "110")),
    Broken("angle that is text", CABLE, key("start_angle", "far"), ("poses[2].start_angle", "whole number")),
    Broken("angle that no database holds", CABLE, key("femur", "9" * 20), ("poses[1].femur", "120")),
    Broken("hands that do not reach", CABLE, key("reach", "110"), ("poses[1].reach", "do not reach")),
    Broken(
        "nothing to hold", CABLE, swap("equipment: pulley", "equipment: none"), ("poses[1].hands", "nothing to hold")
    ),
    Broken("foot in the floor", CABLE, key("foot", "60"), ("poses[1].femur", "below the floor")),
    Broken(
        "unknown kit",
        "variations/band.md",
        swap("equipment: band-low", "equipment: rocket"),
        ("poses[1].equipment", "rocket"),
    ),
    Broken("unknown moment", CABLE, swap("- moment: top", "- moment: middle"), ("poses[2].moment", "middle")),
    Broken("moment twice", CABLE, swap("- moment: top", "- moment: start"), ("poses", "start", "twice")),
    Broken("unknown mark", "mistakes.yaml", key("mark", "cross"), ("arching", "poses[2].mark", "cross")),
    Broken(
        "unknown region of a pose",
        "mistakes.yaml",
        key("active_regions", "[wing]"),
        ("arching", "active_regions", "“wing”"),
    ),
    Broken("unknown region", "muscles.yaml", key("regions", "[wing]"), ("gluteus-maximus", "regions", "“wing”")),
    Broken("tempo of the picture", CABLE, key("tempo", "2-1"), ("tempo", "“2-1” is not a tempo")),
]
