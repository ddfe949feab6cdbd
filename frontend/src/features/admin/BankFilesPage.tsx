import { Button, FileInput, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconBuildingBank } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BankFile, payoutsReceiveBankFile } from "@/api/generated";
import { payoutsListBankFilesInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { asProblem } from "@/api/problem";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { FormSummary, type FormTrouble } from "@/components/FormSummary";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useProblemText } from "@/components/useProblemText";
import classes from "./admin.module.css";
import { useFates } from "./useFates";

/** The largest file that the server takes. */
const LARGEST = 32 * 1024 * 1024;

/** Files from the bank, and the way to hand in another one. */
export function BankFilesPage() {
  const { t } = useTranslation("payouts");
  const files = useInfiniteQuery({ ...payoutsListBankFilesInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("files.title")} lead={t("files.lead")} />
      <HandIn />
      <Section plain title={t("files.list")}>
        <PagedList
          query={files}
          empty={
            <EmptyState
              icon={<IconBuildingBank size={40} stroke={1.4} aria-hidden />}
              title={t("files.emptyTitle")}
              text={t("files.emptyText")}
              action={
                <LinkButton to="/payout-batches" variant="default">
                  {t("files.emptyAction")}
                </LinkButton>
              }
            />
          }
        >
          {(all) => all.map((file) => <FileCard key={file.id} file={file} />)}
        </PagedList>
      </Section>
    </PageStack>
  );
}

function FileCard({ file }: { file: BankFile }) {
  const { t } = useTranslation("payouts");
  const fates = useFates();
  return (
    <Paper withBorder p="md" className={cards.card}>
      <Stack gap={4}>
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={3} size="h5" className={classes.title}>
            <Link to="/bank-files/$id" params={{ id: file.id }} className={cards.link}>
              {t("files.of")} <Moment at={file.received_at} />
            </Link>
          </Title>
          {file.contradictions.length > 0 && (
            <StatusBadge
              icon={IconAlertTriangle}
              color="red"
              label={t("files.contradictions", { count: file.contradictions.length })}
            />
          )}
        </Group>
        <Text size="sm">
          {[
            t("files.parts", { count: file.lines }),
            ...fates(file).map(({ label, count }) => `${label}: ${count}`),
          ].join(" · ")}
        </Text>
      </Stack>
    </Paper>
  );
}

function HandIn() {
  const { t } = useTranslation(["payouts", "common"]);
  const sentence = useProblemText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const send = useMutation({
    // The client would write a text of its own; a file goes as it is, byte for byte.
    mutationFn: async (chosen: File) =>
      payoutsReceiveBankFile({
        body: chosen as unknown as string,
        bodySerializer: null,
        throwOnError: true,
      }),
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries();
      notifications.show({ message: t("files.parts", { count: data.file.lines }), color: "muster" });
      await navigate({ to: "/bank-files/$id", params: { id: data.file.id } });
    },
    onError: (error) => {
      const problem = asProblem(error);
      const isRefused = error !== null && typeof error === "object" && "status" in error && error.status === 400;
      setTrouble({ sentence: isRefused ? t("files.unreadable") : sentence(problem), fields: [] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const message = !file ? t("files.missing") : file.size > LARGEST ? t("files.tooLarge") : undefined;
    setTrouble(message ? { fields: [{ id, message }] } : null);
    if (file && !message) {
      send.mutate(file);
    }
  };
  return (
    <Section title={t("files.upload")} lead={t("files.uploadLead")}>
      <form onSubmit={submit} noValidate>
        <Stack maw={520}>
          <FormSummary trouble={trouble} />
          <FileInput
            id={id}
            clearable
            clearButtonProps={{ "aria-label": t("common:ui.remove") }}
            label={t("files.choose")}
            placeholder={t("files.placeholder")}
            accept=".xml,application/xml,text/xml"
            value={file}
            onChange={setFile}
            error={trouble?.fields[0]?.message}
          />
          <Group>
            <Button type="submit" loading={send.isPending}>
              {t("files.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
