/** How a seat is called where only its id is at hand: "front-end-2" is "Front end 2", and "seat-2" simply "2". */
export function seatName(id: string): string {
  const found = /^([a-z]+(?:-[a-z]+)*)-(\d+)$/.exec(id);
  const [, word = "", number = ""] = found ?? [];
  if (!found) {
    return id;
  }
  return word === "seat" ? number : `${word.charAt(0).toUpperCase()}${word.slice(1).replaceAll("-", " ")} ${number}`;
}
