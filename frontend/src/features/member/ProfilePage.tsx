import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { membersChange, membersRead, type OwnProfile, type Profile } from "@/api/generated";
import { membersReadQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import type { KnownProblem } from "@/api/problem";
import { ConflictDialog } from "@/components/ConflictDialog";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useProblemText } from "@/components/useProblemText";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { BiddingCategories } from "./BiddingCategories";
import { Blocks } from "./Blocks";
import ProfileForm from "./ProfileForm";
import { draftOf, type ProfileDraft, profileOf } from "./profile";
import { SeenBy } from "./SeenBy";
import { useVersioned, type Versioned } from "./versioned";

interface Acts {
  done?: (saved: Versioned<OwnProfile>) => void;
  refused?: (problem: KnownProblem) => void;
}

function useProfile({ done, refused }: Acts = {}) {
  return useVersioned<OwnProfile, Profile>({
    key: ["member", "profile"],
    read: (signal) => membersRead({ signal, throwOnError: true }),
    write: (body, headers) => membersChange({ body, headers, throwOnError: true }),
    // Names and evidence of new skills are the server's to say.
    ahead: (body, before) => ({ ...before, ...body, skills: before.skills }),
    stale: [membersReadQueryKey()],
    done,
    refused,
  });
}

/** What the member says of themselves, what each hat sees of it, and with whom they are never to be in a team. */
export function ProfilePage() {
  const { t } = useTranslation("member");
  const { query } = useProfile();
  return (
    <PageStack>
      <PageHeader title={t("profile.title")} lead={t("profile.lead")} />
      <Loaded query={query}>
        {(profile) => (
          <>
            <Editor read={profile} />
            {profile.value.takes_bids && <BiddingCategories />}
            <SeenBy profile={profile.value} />
          </>
        )}
      </Loaded>
      <Blocks />
    </PageStack>
  );
}

function Editor({ read }: { read: Versioned<OwnProfile> }) {
  const { t } = useTranslation(["member", "common"]);
  const { locale } = useLocale();
  const sentence = useProblemText();
  const separator = (0.5).toLocaleString(locale).charAt(1);
  const [draft, setDraft] = useState<{ value: ProfileDraft; tag: string } | null>(null);
  const [problem, setProblem] = useState<KnownProblem | null>(null);
  const { saving, save, conflict, keepMine, closeConflict } = useProfile({
    done: () => {
      setDraft(null);
      notifications.show({ message: t("profile.saved"), color: "muster" });
    },
    refused: setProblem,
  });
  const value = draft?.value ?? draftOf(read.value, separator);
  const isChanged = draft !== null && !saving.isPending;
  return (
    <>
      <ProfileForm
        draft={value}
        change={(part) => setDraft({ value: { ...value, ...part }, tag: draft?.tag ?? read.tag })}
        send={() => {
          setProblem(null);
          save(profileOf(value), draft?.tag ?? read.tag);
        }}
        sending={saving.isPending}
        problem={problem}
        sentence={sentence}
        submit={t("profile.save")}
        isSaved={draft === null}
        aside={isChanged ? t("profile.unsaved") : t("profile.asSaved")}
      />
      <UnsavedGuard unsaved={isChanged} />
      <ConflictDialog
        differences={conflict && differences(conflict.mine, conflict.theirs.value)}
        keepMine={() => void keepMine()}
        takeTheirs={() => {
          setDraft(null);
          closeConflict();
        }}
        close={closeConflict}
      />
    </>
  );

  function differences(mine: Profile, theirs: OwnProfile) {
    const told = (profile: Profile | OwnProfile) => ({
      inPool: profile.in_pool ? t("common:ui.yes") : t("common:ui.no"),
      takesBids: profile.takes_bids ? t("common:ui.yes") : t("common:ui.no"),
      headline: profile.headline,
      about: profile.about,
      rate: money(profile.rate.amount, profile.rate.currency, locale),
      languages: profile.languages.join(", "),
      onsite: profile.onsite ? t("common:ui.yes") : t("common:ui.no"),
      skills: profile.skills.map(({ skill, level }) => `${skill} ${level}`).join(", "),
    });
    const [ours, others] = [told(mine), told(theirs)];
    const parts = ["inPool", "takesBids", "headline", "about", "rate", "languages", "onsite", "skills"] as const;
    return parts
      .filter((part) => ours[part] !== others[part])
      .map((part) => ({ label: t(`profile.${part}`), mine: ours[part], theirs: others[part] }));
  }
}
