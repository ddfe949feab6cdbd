/**
 * What to call each of several things, by their ids: by its name, and where others have the same one, by a number as well, in
 * the order in which they are given. A number tells no more of anybody than that there are others.
 */
export function toldApart(named: readonly (readonly [id: string, name: string])[]): Map<string, string> {
  const called = new Map(named);
  const all = [...called];
  for (const [id, name] of all) {
    const alike = all.filter(([, other]) => other === name);
    if (alike.length > 1) {
      called.set(id, `${name} (${alike.findIndex(([other]) => other === id) + 1})`);
    }
  }
  return called;
}
