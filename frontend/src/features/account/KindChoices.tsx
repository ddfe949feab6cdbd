import { Checkbox, Group, NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import classes from "./account.module.css";
import { chosen, MAILS, type SettingsDraft } from "./settingsDraft";
import { isHeard } from "./words";

interface Props {
  draft: SettingsDraft;
  change: (draft: SettingsDraft) => void;
}

/** Each kind of news that one's hats hear of: whether it is shown in the app, and how it is mailed. */
export function KindChoices({ draft, change }: Props) {
  const { t } = useTranslation("account");
  const { data: who } = useQuery(sessionQuery);
  const hats = who?.hats ?? [];
  const shown = draft.choices.filter(({ kind }) => isHeard(kind, hats));
  const ways = MAILS.map((value) => ({ value, label: t(`settings.mails.${value}`) }));
  const mailOf = (text: string) => MAILS.find((mail) => mail === text) ?? "soon";
  const all = (text: string) => {
    const choices = draft.choices.map((each) => (isHeard(each.kind, hats) ? { ...each, mail: mailOf(text) } : each));
    change({ ...draft, choices });
  };
  return (
    <>
      <div className={classes.all}>
        <NativeSelect
          label={t("settings.allMail")}
          value=""
          data={[{ value: "", label: t("settings.allMailChoose"), disabled: true }, ...ways]}
          onChange={({ currentTarget: { value } }) => value && all(value)}
        />
      </div>
      <div>
        <div className={`${classes.choice} ${classes.head}`} aria-hidden>
          <span>{t("settings.kind")}</span>
          <span>{t("settings.app")}</span>
          <span>{t("settings.mail")}</span>
        </div>
        <ul className={classes.choices}>
          {shown.map(({ kind, app, mail }) => (
            <li key={kind} className={classes.choice}>
              <Text fw={500}>{t(`kinds.${kind}`)}</Text>
              <Group gap="xs" wrap="nowrap">
                <Checkbox
                  size="md"
                  checked={app}
                  aria-label={t("settings.appOf", { kind: t(`kinds.${kind}`) })}
                  onChange={({ currentTarget: { checked } }) => change(chosen(draft, kind, { app: checked }))}
                />
                <Text size="sm" aria-hidden className={classes.narrow}>
                  {t("settings.app")}
                </Text>
              </Group>
              <Group gap="xs">
                <Text size="sm" aria-hidden className={classes.narrow}>
                  {t("settings.mail")}
                </Text>
                <NativeSelect
                  flex="1 1 7rem"
                  value={mail}
                  data={ways}
                  aria-label={t("settings.mailOf", { kind: t(`kinds.${kind}`) })}
                  onChange={({ currentTarget: { value } }) => change(chosen(draft, kind, { mail: mailOf(value) }))}
                />
              </Group>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
