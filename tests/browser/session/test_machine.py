"""The session's states and its clock, as pure functions."""

from __future__ import annotations

import pytest

DATA = """{
  edition: 1, address: "aim=a", variation: {slug: "v", title: "V"}, cues: ["One.", "Two."], next: null,
  weeks: [{week: 1, sets: [2, 1], reps: "10", rir: "2-3", load: "7.5 kg", tempo: "2-1-2", minutes: 9, text: "Go."}],
  session: {side: "arm", change_seconds: 15, fewest_reps: 8, rest_seconds: [60, 90], easy_sets: [0, 1],
            load_steps: {kg: 2.5, lb: 5}},
}"""
PLAY = (
    """([picked, options, changes, steps]) => {
  const {planOf, begin, reduce} = machine;
  const data = """
    + DATA
    + """;
  Object.assign(data.weeks[0], changes.week);
  Object.assign(data.session, changes.session);
  data.next = changes.next ?? null;
  let state = begin(planOf(data, picked), options), now = 1e6;
  const phases = [state.phase];
  for (const [type, seconds, more] of steps) {
    for (const end = now + seconds * 1000; type === "tick" && now + 500 < end;)
      state = reduce(state, {type: "tick", now: now += 500});
    state = reduce(state, {type, now: now += type === "tick" ? 500 : seconds * 1000, ...more});
    phases.push(state.phase);
  }
  return {...state, phases, loads: state.sets.map((_, n) => machine.loadOf(state, n))};
}"""
)


@pytest.fixture
def play(run):
    def play(*steps, picked=None, pace=True, easy=False, **changes):
        """Return the state after these steps: each an event, the seconds before it, and its values."""
        rows = [[*step, *[{}] * (3 - len(step))] for step in steps]
        return run(PLAY, [picked or {}, {"pace": pace, "easy": easy}, changes, rows])

    return play


BOTH = [("start", 0), ("tick", 5), ("tick", 50), ("tick", 15), ("tick", 50)]


def test_set_is_done_on_both_sides_before_the_rest(play):
    state = play(*BOTH)
    assert state["phases"] == ["ready", "lead", "work", "change", "work", "log"]
    assert state["sets"][0]["done"] == {"left": {"reps": 10, "load": 7.5}, "right": {"reps": 10, "load": 7.5}}
    assert state["ends"] - state["since"] == 90_000


def test_rest_starts_before_the_answer_and_has_two_ends(play):
    assert play(*BOTH, ("tick", 59))["level"] == 0
    assert play(*BOTH, ("tick", 61), ("spare", 0, {"value": 2}))["level"] == 1
    assert play(*BOTH, ("spare", 0, {"value": 2}), ("tick", 91))["level"] == 2
    state = play(*BOTH, ("spare", 1, {"value": 2}), ("add", 1, {"seconds": -15}), ("tick", 74))
    assert (state["phase"], state["level"]) == ("rest", 2)
    later = play(*BOTH, ("spare", 1, {"value": 2}), ("tick", 100), ("add", 0, {"seconds": 15}))
    assert later["level"] == 1
    assert later["ends"] - later["seen"] == 15_000


def test_last_set_ends_the_session(play):
    state = play(*BOTH, ("spare", 1, {"value": 2}), ("go", 1), *BOTH[1:], ("spare", 1, {"value": None}))
    assert (state["phase"], state["felt"]) == ("done", "fine")
    assert [one["spare"] for one in state["sets"]] == [2, None]


@pytest.mark.parametrize(("seconds", "reps"), [(2, 0), (4, 1), (14, 3), (12.5, 2)])
def test_rep_counts_once_it_is_on_its_way_down(play, seconds, reps):
    state = play(("start", 0), ("tick", 5), ("tick", seconds), ("finish", 0))
    assert state["sets"][0]["done"]["left"]["reps"] == reps


def test_gap_pauses_at_the_last_rep_that_was_seen(play):
    state = play(("start", 0), ("tick", 5), ("tick", 21), ("tick", 0), ("finish", 0))
    gap = play(("start", 0), ("tick", 5), ("tick", 21), ("pause", 1200), ("resume", 9))
    assert state["phase"] == "change"
    assert (gap["phase"], gap["reps"]) == ("lead", 10)  # pausing is being there
    assert play(("start", 0), ("tick", 5), ("tick", 21), ("back", 1200))["reps"] == 4


def test_pain_and_slips_stop_from_everywhere(play):
    for steps in (BOTH[:1], BOTH[:2], BOTH[:3], BOTH, [*BOTH, ("pause", 1)], [*BOTH, ("spare", 1, {"value": 1})]):
        state = play(*steps, ("hurt", 0), ("felt", 3, {"value": "pain"}))
        assert (state["phase"], state["felt"]) == ("done", "pain")
    assert play(*BOTH[:2], ("hurt", 1), ("nothing", 1))["phase"] == "paused"
    assert play(("hurt", 0))["phase"] == "ready"


def test_ending_early_keeps_reps_that_were_counted(play):
    state = play(*BOTH[:4], ("tick", 16), ("pause", 0), ("end", 0))
    assert state["felt"] == "early"
    assert state["sets"][0]["done"]["right"]["reps"] == 3


def test_one_side_has_no_change(play):
    for picked, changes in (({"only": True, "first": "right"}, {}), ({}, {"session": {"side": None}})):
        state = play(("start", 0), ("tick", 5), ("tick", 50), picked=picked, **changes)
        assert state["phases"][-1] == "log"
        assert list(state["sets"][0]["done"]) == ["right" if picked else "both"]


def test_own_count_waits_for_the_trainee(play):
    state = play(("start", 0), ("tick", 600), ("finish", 1), ("tick", 600), ("go", 1), ("finish", 1), pace=False)
    assert state["phases"] == ["ready", "work", "work", "change", "change", "work", "log"]
    assert state["sets"][0]["done"]["left"]["reps"] == 10


@pytest.mark.parametrize("tempo", ["2-0-2", "0-0-3", "1-0-0", "0-0-0"])
def test_tempo_with_a_zero(play, run, tempo):
    seconds = sum(map(int, tempo.split("-"))) or 1
    state = play(("start", 0), ("tick", 5), ("tick", 10 * seconds), week={"tempo": tempo})
    assert state["phase"] == "change"
    plan = {"tempo": [int(part) for part in tempo.split("-")]}
    parts = run("plan => [0, 500, 900, 2900].map(ms => machine.within(plan, ms))", plan)
    assert all(0 <= part["height"] <= 1 and 0 <= part["done"] <= 1 for part in parts)
    assert all(plan["tempo"][part["part"]] or not any(plan["tempo"]) for part in parts)


def test_easy_sets_have_half_the_load_and_the_fewest_reps(play):
    state = play(("start", 0), ("tick", 5), ("tick", 40), ("tick", 15), ("tick", 40), easy=True)
    assert (state["phase"], state["loads"]) == ("rest", [5, 7.5, 7.5])
    assert state["sets"][0]["done"]["left"] == {"reps": 8, "load": 5}


def test_load_that_was_used_is_that_of_the_next_set(play):
    less = {"n": 0, "side": "left", "field": "load", "by": -5}
    assert play(*BOTH, ("fix", 0, less))["loads"] == [7.5, 2.5]
    assert play(picked={"load": 20, "unit": "kg"})["loads"] == [20, 20]
    assert play(week={"load": "start level"}, picked={"last": 15, "unit": "lb"})["plan"]["load"] == {
        "value": 15,
        "unit": "lb",
        "step": 5,
    }
    assert play(session={"load_steps": {}})["plan"]["load"] is None
    assert play(week={"load": "start level"}, session={"load": "light"})["plan"]["word"] == "light"


def test_next_session_takes_the_place_of_the_week(play):
    target = {"reps": [12, 11], "load": "10 kg", "tempo": "2-1-4", "start_with": "right arm", "why": "1 step."}
    plan = play(next=target)["plan"]
    assert (plan["reps"], plan["load"]["value"], plan["tempo"]) == ([12, 11], 10, [2, 1, 4])
    assert (plan["order"], plan["text"]) == (["right", "left"], "1 step.")


def test_sessions_of_a_week_may_differ(play):
    assert play(picked={"week": 1, "session": 2})["plan"]["reps"] == [10]


def test_clock_never_runs_backwards(run):
    moments = run("""() => {
      let wall = 1e6, steady = 0;
      const now = clock.makeClock(1e6 + 5000, () => wall, () => steady);
      const read = (w, s) => { wall += w; steady += s; return now() - 1e6; };
      return [read(0, 0), read(1000, 1000), read(-864e5, 1000), read(2000, 2000), read(12e5, 500)];
    }""")
    assert moments == [5000, 6000, 7000, 9000, 1_209_000]
    assert run("[0, 1, 59001, 60000, 1234000].map(clock.minutes)") == ["0:00", "0:01", "1:00", "1:00", "20:34"]
