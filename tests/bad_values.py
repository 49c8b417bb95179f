"""Content files with invalid values, each with the words that its error must contain."""

from __future__ import annotations

from tests.bad_files import CABLE, FORM, PRESCRIPTIONS, BadFile, replace_first, set_key

KEYS = [
    BadFile("unknown key", FORM, replace_first("^title:", "tittle: x\ntitle:"), ("tittle", "not a known key")),
    BadFile(
        "unknown key in a row",
        "muscles.yaml",
        replace_first("^  role:", "  rolle: x\n  role:"),
        ("gluteus-maximus", "rolle"),
    ),
    BadFile(
        "unknown key in a line", CABLE, replace_first("^- phase: kick", "- phase: kick\n  face: x"), ("steps[", "face")
    ),
    BadFile("key that is no word", FORM, replace_first("^title:", "7: x\ntitle:"), ("7",)),
    BadFile("missing key", FORM, set_key("summary", ""), ("summary", "missing")),
    BadFile(
        "missing key in a row",
        "muscles.yaml",
        replace_first("^  role: .*\n", ""),
        ("gluteus-maximus", "role", "missing"),
    ),
    BadFile("missing key in a line", CABLE, replace_first("^- phase: kick\n  ", "- "), ("steps[", "phase", "missing")),
    BadFile("missing body", FORM, replace_first(r"\n---\n(?:.*\n)*", "\n---\n"), ("body", "missing")),
    BadFile("key without value", FORM, set_key("title", " "), ("title",)),
    BadFile("blank text", FORM, set_key("title", "'  '"), ("title", "blank")),
]

TYPES = [
    BadFile("number for text", FORM, set_key("title", "5"), ("title", "text")),
    BadFile("truth for text", FORM, set_key("title", "yes"), ("title", "text")),
    BadFile("list for text", FORM, set_key("title", "[a, b]"), ("title", "text")),
    BadFile("mapping for text", FORM, set_key("title", "{a: b}"), ("title", "text")),
    BadFile(
        "text for number", PRESCRIPTIONS, set_key("weekly_sets_cap", "nine"), ("M01", "weekly_sets_cap", "whole number")
    ),
    BadFile("truth for number", PRESCRIPTIONS, set_key("weekly_sets_cap", "true"), ("weekly_sets_cap", "whole number")),
    BadFile("fraction for range", PRESCRIPTIONS, set_key("sets", "2.5"), ("M01", "sets")),
    BadFile("text for truth", "equipment.yaml", set_key("weighted", "'true'"), ("weighted", "true or false")),
    BadFile("text for list", FORM, set_key("facts", "F1"), ("facts", "list")),
    BadFile("mapping for list", FORM, set_key("facts", "{F1: F2}"), ("facts", "list")),
    BadFile("numbers in a list of codes", FORM, set_key("facts", "[1]"), ("facts", "list")),
    BadFile("text for lines", CABLE, set_key("cues", "x"), ("cues", "list")),
    BadFile("nothing for lines", CABLE, set_key("cues", "null"), ("cues", "list")),
    BadFile("line that is no mapping", CABLE, set_key("steps", "[x]"), ("steps[1]", "phase, text")),
    BadFile("line that is a mapping", CABLE, set_key("cues", "[{text: x}]"), ("cues[1]", "text")),
    BadFile(
        "line that is a list", "preferences.yaml", set_key("variations", "[[cable]]"), ("variations[1]", "variation")
    ),
    BadFile("list for a relation", PRESCRIPTIONS, set_key("aim", "[technique]"), ("M01", "aim", "technique")),
    BadFile("mapping for a relation", "preferences.yaml", set_key("placement", "{a: b}"), ("placement",)),
    BadFile("number for a relation", PRESCRIPTIONS, set_key("aim", "5"), ("M01", "aim", "5")),
    BadFile(
        "list for a relation of a line",
        "aims.yaml",
        replace_first("- experience: .*", "- experience: [beginner]"),
        ("placements[1]", "experience"),
    ),
    BadFile("list for a choice", "sections/muscles.md", set_key("list_below", "[muscles]"), ("list_below", "text")),
]

NOTATIONS = [
    BadFile("no range", PRESCRIPTIONS, set_key("reps", "ten"), ("M01", "reps", "“ten” is not a range")),
    BadFile("range without end", PRESCRIPTIONS, set_key("reps", "10-"), ("M01", "reps", "not a range")),
    BadFile("range below nothing", PRESCRIPTIONS, set_key("rir", "-1"), ("M01", "rir", "not a range")),
    BadFile("range that runs backwards", PRESCRIPTIONS, set_key("reps", "12-10"), ("M01", "reps", "backwards")),
    BadFile("tempo of two parts", PRESCRIPTIONS, set_key("tempo", "2-1"), ("M01", "tempo", "“2-1” is not a tempo")),
    BadFile("progression without comma", PRESCRIPTIONS, set_key("progression", "P3 P4"), ("progression", "P1/P2, P6")),
    BadFile("progression with a gap", PRESCRIPTIONS, set_key("progression", "P3,, P4"), ("progression", "P1/P2, P6")),
    BadFile("progression of three", PRESCRIPTIONS, set_key("progression", "P1/P2/P3"), ("progression", "P1/P2, P6")),
    BadFile(
        "evidence for no number", PRESCRIPTIONS, set_key("evidence", "Z B1"), ("M01", "evidence", "“Z B1”", "S, R, I")
    ),
    BadFile("evidence without comma", PRESCRIPTIONS, set_key("evidence", "S B1 B2"), ("M01", "evidence", "“B1 B2”")),
    BadFile("evidence with an open bracket", PRESCRIPTIONS, set_key("evidence", "S B1 (a"), ("evidence", "“B1 (a”")),
    BadFile("evidence without sources", PRESCRIPTIONS, set_key("evidence", "S"), ("M01", "evidence")),
]

BOUNDS = [
    BadFile("warm-up of 4 sets", PRESCRIPTIONS, set_key("sets", "4"), ("M01", "sets", "4 is outside 2-3", "Warm-up")),
    BadFile(
        "reps below the placement", PRESCRIPTIONS, set_key("reps", "8-12"), ("M01", "reps", "8-12 is outside 10-15")
    ),
    BadFile("reps without an upper end", PRESCRIPTIONS, set_key("reps", "10+"), ("M01", "reps", "outside 10-15")),
    BadFile(
        "last set outside", PRESCRIPTIONS, set_key("last_set_reps", "25"), ("M42", "last_set_reps", "outside 10-20")
    ),
    BadFile(
        "cap below the least",
        PRESCRIPTIONS,
        set_key("weekly_sets_cap", "3"),
        ("M01", "weekly_sets_cap", "4 sets a week"),
    ),
    BadFile("cap of nothing", PRESCRIPTIONS, set_key("weekly_sets_cap", "0"), ("M01", "weekly_sets_cap")),
    BadFile("cap below nothing", PRESCRIPTIONS, set_key("weekly_sets_cap", "-1"), ("M01", "weekly_sets_cap")),
    BadFile(
        "cap that no database holds", PRESCRIPTIONS, set_key("weekly_sets_cap", "9" * 20), ("M01", "weekly_sets_cap")
    ),
    BadFile("text too long", FORM, set_key("title", "x" * 101), ("title", "100")),
    BadFile("text too long in a line", CABLE, set_key("cues", f"[{'x' * 101}]"), ("cues[1]", "100")),
    BadFile("notation too long", PRESCRIPTIONS, set_key("evidence", f"S B1 ({'x' * 500})"), ("M01", "evidence", "500")),
    BadFile("slug too long", "muscles.yaml", replace_first("^- slug: .*", f"- slug: {'x' * 61}"), ("slug", "60")),
]

RELATIONS = [
    BadFile("unknown load", PRESCRIPTIONS, set_key("load", "feather"), ("M01", "load", "“feather”", "of any load")),
    BadFile("unknown variation", CABLE, set_key("easier", "sofa"), ("easier", "“sofa”", "of any variation")),
    BadFile("no relation", PRESCRIPTIONS, set_key("load", "''"), ("M01", "load")),
    BadFile(
        "unknown relation in a line",
        "loads.yaml",
        replace_first("- equipment: .*", "- equipment: sofa"),
        ("kit[1].equipment", "“sofa”"),
    ),
    BadFile("unknown phase", CABLE, replace_first("^- phase: kick", "- phase: jump"), ("steps[", "].phase", "jump")),
    BadFile("unknown role", "muscles.yaml", set_key("role", "boss"), ("gluteus-maximus", "role", "boss")),
    BadFile(
        "prescription twice", PRESCRIPTIONS, set_key("aim", "hypertrophy"), ("warm-up, beginner, hypertrophy", "twice")
    ),
    BadFile(
        "list shown twice",
        FORM,
        replace_first("^facts:", "list_below: muscles\nfacts:"),
        ("list_below", "muscles", "twice"),
    ),
    BadFile(
        "preferred twice", "preferences.yaml", set_key("variations", "[band, band]"), ("variations", "band", "twice")
    ),
    BadFile("variation instead of itself", CABLE, set_key("easier", "cable"), ("easier", "another variation")),
    BadFile("singular without plural", "guide.yaml", set_key("sides", ""), ("sides", "plural")),
]

POSES = [
    BadFile("angle out of range", CABLE, set_key("trunk", "200"), ("poses[1].trunk", "110")),
    BadFile("angle that is text", CABLE, set_key("start_angle", "far"), ("poses[2].start_angle", "whole number")),
    BadFile("angle that no database holds", CABLE, set_key("femur", "9" * 20), ("poses[1].femur", "120")),
    BadFile("hands that do not reach", CABLE, set_key("reach", "110"), ("poses[1].reach", "do not reach")),
    BadFile(
        "nothing to hold",
        CABLE,
        replace_first("equipment: pulley", "equipment: none"),
        ("poses[1].hands", "nothing to hold"),
    ),
    BadFile("foot in the floor", CABLE, set_key("foot", "60"), ("poses[1].femur", "below the floor")),
    BadFile(
        "unknown kit",
        "variations/band.md",
        replace_first("equipment: band-low", "equipment: rocket"),
        ("poses[1].equipment", "rocket"),
    ),
    BadFile("unknown moment", CABLE, replace_first("- moment: top", "- moment: middle"), ("poses[2].moment", "middle")),
    BadFile("moment twice", CABLE, replace_first("- moment: top", "- moment: start"), ("poses", "start", "twice")),
    BadFile("unknown mark", "mistakes.yaml", set_key("mark", "cross"), ("arching", "poses[2].mark", "cross")),
    BadFile(
        "unknown region of a pose",
        "mistakes.yaml",
        set_key("active_regions", "[wing]"),
        ("arching", "active_regions", "“wing”"),
    ),
    BadFile("unknown region", "muscles.yaml", set_key("regions", "[wing]"), ("gluteus-maximus", "regions", "“wing”")),
    BadFile("tempo of the picture", CABLE, set_key("tempo", "2-1"), ("tempo", "“2-1” is not a tempo")),
]
