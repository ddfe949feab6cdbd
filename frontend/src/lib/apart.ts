/**
 * What to call each of several things, by their ids: by its name, and where others have the same one, by what it does as well,
 * or by a number in the order in which they are given. A number tells no more of anybody than that there are others; a last
 * name would tell who they are.
 */
export function toldApart(named: readonly (readonly [id: string, name: string, does?: string])[]): Map<string, string> {
  const all = [...new Map(named.map((each) => [each[0], each])).values()];
  return new Map(
    all.map(([id, name, does]): [string, string] => {
      const alike = all.filter(([, other]) => other === name);
      if (alike.length === 1) {
        return [id, name];
      }
      const isAlone = alike.filter(([, , other]) => other === does).length === 1;
      return [id, `${name} (${isAlone && does ? does : alike.findIndex(([other]) => other === id) + 1})`];
    }),
  );
}
