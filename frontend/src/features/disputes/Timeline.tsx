import { Button, FileButton, Group, Stack, Text, Textarea } from "@mantine/core";
import { IconFile, IconMessage2, IconPaperclip } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type DisputeInFull, disputesHandIn, disputesState } from "@/api/generated";
import { DownloadButton } from "@/components/DownloadButton";
import { FormSummary } from "@/components/FormSummary";
import { Moment } from "@/components/Moment";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { useSaved } from "@/features/engagements/useSaved";
import classes from "@/features/engagements/work.module.css";
import { useLocale } from "@/i18n/useLocale";
import { size } from "./rules";
import { useSides } from "./useSides";
import { useTell } from "./useTell";

const TYPES = "application/pdf,image/png,image/jpeg,text/plain,text/csv,text/markdown,.md";

interface Props {
  dispute: DisputeInFull;
  maySpeak: boolean;
}

/** What both sides said and handed in, in the order in which it came. */
export function Timeline({ dispute, maySpeak }: Props) {
  const { t } = useTranslation("disputes");
  const { locale } = useLocale();
  const { called } = useSides();
  const said = [
    ...dispute.statements.map((statement) => ({ at: statement.created_at, statement, file: undefined })),
    ...dispute.files.map((file) => ({ at: file.created_at, statement: undefined, file })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  return (
    <Section title={t("talk.title")} lead={t("talk.lead")}>
      <ol className={classes.plan}>
        {said.map(({ at, statement, file }) => {
          const Sign = statement ? IconMessage2 : IconPaperclip;
          return (
            <li key={statement?.id ?? file?.id} className={classes.step}>
              <span className={classes.sign}>
                <Sign size={20} stroke={1.6} aria-hidden />
              </span>
              <Stack gap={4} align="flex-start">
                <Text size="sm">
                  <strong>{statement ? statement.by : called(file?.side ?? "team")}</strong>
                  {statement && statement.side === "team" && `, ${t("talk.forTeam")}`}{" "}
                  <Text span size="sm" c="dimmed">
                    <Moment at={at} />
                  </Text>
                </Text>
                {statement && <Text className={classes.text}>{statement.words}</Text>}
                {file && (
                  <>
                    <DownloadButton
                      path={`/api/v1/disputes/${dispute.id}/files/${file.id}`}
                      name={file.name}
                      leftSection={<IconFile size={16} aria-hidden />}
                      h="auto"
                      py={4}
                      styles={{ label: { whiteSpace: "normal", overflowWrap: "anywhere", textAlign: "start" } }}
                    >
                      {file.name}
                    </DownloadButton>
                    <Text size="xs" c="dimmed">
                      {size(file.size, locale)}
                    </Text>
                  </>
                )}
              </Stack>
            </li>
          );
        })}
      </ol>
      {maySpeak && <Speak id={dispute.id} />}
    </Section>
  );
}

function Speak({ id }: { id: string }) {
  const { t } = useTranslation("disputes");
  const saved = useSaved(t("talk.done"));
  const tell = useTell();
  const { form, unsaved, trouble, sending, submit, field } = useApiForm({
    initial: { words: "" },
    rules: { words: { right: (text) => text.trim() !== "" && [...text].length <= 4_000, wrong: t("talk.wrong") } },
    send: async (body): Promise<void> => {
      await disputesState({ path: { id }, body, throwOnError: true });
      form.reset();
      await saved();
    },
    tell,
  });
  const handIn = useAct({
    act: (file: File) =>
      disputesHandIn({
        path: { id },
        query: { name: file.name.slice(-255) },
        // The generated type says numbers; the body is the file itself.
        body: file as unknown as number[],
        throwOnError: true,
      }),
    done: t("talk.handedIn"),
    tell: (problem) => (problem.code === "invalid" ? t("talk.wrongFile") : tell(problem)),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormSummary trouble={trouble} />
        <Textarea
          label={t("talk.words")}
          description={t("talk.hint")}
          autosize
          minRows={3}
          maxRows={14}
          {...field("words")}
        />
        <Group justify="space-between">
          <Button type="submit" loading={sending}>
            {t("talk.submit")}
          </Button>
          <FileButton accept={TYPES} onChange={(file) => file && handIn.mutate(file)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={handIn.isPending}
                leftSection={<IconPaperclip size={16} aria-hidden />}
              >
                {t("talk.file")}
              </Button>
            )}
          </FileButton>
        </Group>
        <Text size="sm" c="dimmed">
          {t("talk.fileHint")}
        </Text>
      </Stack>
      <UnsavedGuard unsaved={unsaved} />
    </form>
  );
}
