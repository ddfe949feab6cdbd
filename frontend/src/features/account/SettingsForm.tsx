import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { renewForZone } from "@/api/client";
import { type NoticeSettings, noticesChange } from "@/api/generated";
import { noticeSettingsQuery, type ReadSettings } from "@/api/noticeSettings";
import { asProblem } from "@/api/problem";
import { ConflictDialog } from "@/components/ConflictDialog";
import { FormSummary, type FormTrouble } from "@/components/FormSummary";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useProblemText } from "@/components/useProblemText";
import { KindChoices } from "./KindChoices";
import { RhythmFields } from "./RhythmFields";
import { draftOf, type SettingsDraft, settingsOf, wrongIn } from "./settingsDraft";
import { useSettingsDifferences } from "./useSettingsDifferences";

/** The form of how somebody wants to be told. It is saved as a whole, from the version that was read. */
export function SettingsForm({ read }: { read: ReadSettings }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const sentence = useProblemText();
  const differences = useSettingsDifferences();
  const prefix = useId();
  const [draft, setDraft] = useState(() => draftOf(read.settings));
  const [base, setBase] = useState(read);
  const [theirs, setTheirs] = useState<ReadSettings | null>(null);
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const isChanged = JSON.stringify(settingsOf(draft)) !== JSON.stringify(settingsOf(draftOf(base.settings)));

  const adopt = (saved: ReadSettings) => {
    setBase(saved);
    setDraft(draftOf(saved.settings));
    queries.setQueryData(noticeSettingsQuery.queryKey, saved);
  };
  const save = useMutation({
    mutationFn: async ({ body, version }: { body: NoticeSettings; version: string }) => {
      const { data, response } = await noticesChange({ body, headers: { "If-Match": version }, throwOnError: true });
      return { settings: data, version: response.headers.get("ETag") ?? "" };
    },
    onSuccess: (saved) => {
      adopt(saved);
      renewForZone(saved.settings.rhythm.time_zone);
      notifications.show({ message: t("settings.saved"), color: "muster" });
    },
    onError: async (error) => {
      const problem = asProblem(error);
      if (problem.code !== "stale") {
        setTrouble({ sentence: sentence(problem), fields: [] });
        return;
      }
      setTheirs(await queries.fetchQuery({ ...noticeSettingsQuery, staleTime: 0 }));
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = wrongIn(draft);
    const fields = wrong.map((field) => ({ id: prefix + field, message: t(`settings.${WRONG[field]}`) }));
    setTrouble(fields.length > 0 ? { fields } : null);
    if (fields.length === 0) {
      save.mutate({ body: settingsOf(draft), version: base.version });
    }
  };
  const change = (changed: SettingsDraft) => setDraft(changed);
  const errorOf = (field: keyof typeof WRONG) => trouble?.fields.find(({ id }) => id === prefix + field)?.message;

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xl">
        <FormSummary trouble={trouble} />
        <Section title={t("settings.kindsTitle")} lead={t("settings.kindsLead")}>
          <KindChoices draft={draft} change={change} />
        </Section>
        <Section title={t("settings.rhythmTitle")}>
          <RhythmFields draft={draft} change={change} prefix={prefix} errorOf={errorOf} />
        </Section>
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!isChanged}>
            {t("settings.save")}
          </Button>
          {isChanged && (
            <Text size="sm" c="dimmed" role="status">
              {t("settings.unsaved")}
            </Text>
          )}
        </Group>
      </Stack>
      <UnsavedGuard unsaved={isChanged && !save.isPending} />
      <ConflictDialog
        differences={theirs && differences(settingsOf(draft), theirs.settings)}
        close={() => setTheirs(null)}
        takeTheirs={() => {
          if (theirs) {
            adopt(theirs);
          }
          setTheirs(null);
        }}
        keepMine={() => {
          if (theirs) {
            setBase(theirs);
            save.mutate({ body: settingsOf(draft), version: theirs.version });
          }
          setTheirs(null);
        }}
      />
    </form>
  );
}

const WRONG = { quietTo: "quietWrong" } as const;
