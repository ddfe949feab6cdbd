import { afterEach, expect, test } from "vitest";
import { session } from "@/api/client";
import { keepDraft, keptDraft } from "@/features/briefs/editor/drafts";
import { newBrief } from "@/features/briefs/editor/form";
import { sender } from "./broughtBy";
import { letGo } from "./signOut";

const ADA = {
  session: "session_1",
  person: "person_1",
  name: "Ada",
  hats: [],
  time_zone: "UTC",
  access_token: "access-1",
  expires_in: 600,
  refresh_token: "refresh-1",
};

const MIA = "member_01kv54pt00zz9yaspw3sxege21";

afterEach(() => {
  session.forget();
  localStorage.clear();
});

test("whoever signs out takes drafts and who sent them along, and a session that merely ends leaves both", async () => {
  sender.keep(MIA);
  keepDraft(ADA.person, undefined, { form: newBrief("EUR", new Date()) });
  session.keep(ADA);
  session.forget();
  expect(keptDraft(ADA.person, undefined)).not.toBeNull();
  expect(sender.read()).toBe(MIA);
  session.keep(ADA);
  await letGo(async () => {
    // The page that is left may still keep what stands in it.
    expect(keptDraft(ADA.person, undefined)).not.toBeNull();
  });
  expect(keptDraft(ADA.person, undefined)).toBeNull();
  expect(sender.read()).toBeUndefined();
  expect(session.who).toBeNull();
});
