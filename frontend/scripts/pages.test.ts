import { expect, test } from "vitest";
import { pagesOf, spokenIn } from "./pages";

test("a page is where its route says, and needs the routes that surround it", () => {
  const routes = [
    "index",
    "_signed-in",
    "_signed-in/briefs.$id.edit",
    "_signed-in/spaces.$space",
    "_signed-in/spaces.$space.index",
    "_signed-in/spaces.$space.report",
    "_signed-in/spaces.index",
  ];
  expect(pagesOf(routes)).toEqual([
    { path: "/", within: ["index"] },
    { path: "/briefs/$id/edit", within: ["_signed-in", "_signed-in/briefs.$id.edit"] },
    {
      path: "/spaces/$space",
      within: ["_signed-in", "_signed-in/spaces.$space", "_signed-in/spaces.$space.index"],
    },
    {
      path: "/spaces/$space/report",
      within: ["_signed-in", "_signed-in/spaces.$space", "_signed-in/spaces.$space.report"],
    },
    { path: "/spaces", within: ["_signed-in", "_signed-in/spaces.index"] },
  ]);
});

test("a source speaks from the parts that it names, and from the common one where it names none", () => {
  expect(spokenIn('const { t } = useTranslation("member");')).toEqual(["member"]);
  expect(spokenIn('useTranslation(["briefs", "quote"]); useTranslation();')).toEqual(["briefs", "quote", "common"]);
  expect(spokenIn("const words = 1;")).toEqual([]);
});
