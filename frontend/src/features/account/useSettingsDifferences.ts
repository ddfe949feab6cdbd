import { useTranslation } from "react-i18next";
import type { NoticeSettings } from "@/api/generated";
import type { Difference } from "@/components/ConflictDialog";
import { clock } from "./words";

/** Says in words what two versions of the settings have differently. */
export function useSettingsDifferences(): (mine: NoticeSettings, theirs: NoticeSettings) => Difference[] {
  const { t } = useTranslation("account");
  const told = ({ rhythm, choices }: NoticeSettings): [string, string][] => [
    ...choices.map(({ kind, app, mail }): [string, string] => [
      t(`kinds.${kind}`),
      `${t(app ? "settings.inApp" : "settings.notInApp")}, ${t("settings.mail")}: ${t(`settings.mails.${mail}`)}`,
    ]),
    [t("settings.zone"), rhythm.time_zone],
    [
      t("settings.quiet"),
      rhythm.quiet
        ? t("settings.quietRange", { from: clock(rhythm.quiet.from), to: clock(rhythm.quiet.to) })
        : t("settings.never"),
    ],
    [t("settings.digest"), `${t(`settings.digestEvery.${rhythm.digest_every}`)}, ${clock(rhythm.digest_at)}`],
  ];
  return (mine, theirs) => {
    const saved = new Map(told(theirs));
    return told(mine)
      .map(([label, words]) => ({ label, mine: words, theirs: saved.get(label) ?? "" }))
      .filter((each) => each.mine !== each.theirs);
  };
}
