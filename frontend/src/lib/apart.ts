/**
 * What to call each of several things, by their ids: by its name, and where others have the same one, by what it does as well,
 * or where that is the same too, by a number in the order in which they are given. A number tells no more of anybody than that
 * there are others; a last name would tell who they are.
 */
export function toldApart(named: readonly (readonly [id: string, name: string, does?: string])[]): Map<string, string> {
  const all = [...new Map(named.map((each) => [each[0], each])).values()];
  return new Map(
    all.map(([id, name, does]): [string, string] => {
      const alike = all.filter(([, other]) => other === name);
      if (alike.length === 1) {
        return [id, name];
      }
      const counted = alike.filter(([, , one]) => !one || alike.filter(([, , other]) => other === one).length > 1);
      const place = counted.findIndex(([other]) => other === id);
      return [id, `${name} (${place < 0 ? does : place + 1})`];
    }),
  );
}
