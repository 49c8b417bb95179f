// A clock that never runs backwards. The wall clock decides, since it goes on while the phone is locked. Where it was
// set back, the steady clock says how much time passed. `seen` is the last moment that a saved session knows.
export function makeClock(seen = 0, wall = () => Date.now(), steady = () => performance.now()) {
  let shift = Math.max(0, seen - wall());
  let last = wall() + shift;
  let mark = steady();
  return () => {
    const passed = Math.max(0, steady() - mark);
    let now = wall() + shift;
    if (now < last + passed - 2000) {
      shift += last + passed - now;
      now = last + passed;
    }
    mark += passed;
    return (last = Math.max(now, last));
  };
}

export const minutes = (ms) => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
