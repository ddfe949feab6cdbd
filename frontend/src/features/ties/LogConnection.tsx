import { NativeSelect, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ConnectionKind, connectionsLogConnection } from "@/api/generated";
import { connectionsListConnectionsInfiniteQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { DayInput } from "@/components/DayInput";
import { FormDialog } from "@/components/FormDialog";
import { useApiForm } from "@/components/useApiForm";

const KINDS = ["introduction", "advice", "support", "paid_work"] as const satisfies ConnectionKind[];

/** Logs what happened with another member, who is then asked to confirm it. */
export function LogConnection() {
  const { t } = useTranslation("ties");
  return (
    <FormDialog
      label={t("log.open")}
      title={t("log.title")}
      isShort
      variant="filled"
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {(close) => <LogForm close={close} />}
    </FormDialog>
  );
}

function LogForm({ close }: { close: () => void }) {
  const { t } = useTranslation(["ties", "common"]);
  const queries = useQueryClient();
  const today = new Date().toISOString().slice(0, 10);
  const earliest = new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10);
  const { field, ...frame } = useApiForm({
    initial: { kind: "introduction", email: "", happened_on: today, note: "" },
    rules: {
      kind: { right: (text) => KINDS.some((kind) => kind === text), wrong: t("log.kindWrong") },
      email: { right: (text) => /^\S+@\S+\.\S+$/.test(text.trim()), wrong: t("log.emailWrong") },
      happened_on: { right: (text) => text >= earliest && text <= today, wrong: t("log.dayWrong") },
      note: { right: (text) => [...text].length <= 200, wrong: t("log.noteWrong") },
    },
    send: async ({ kind, email, happened_on, note }) => {
      const known = KINDS.find((each) => each === kind) ?? "introduction";
      const body = { kind: known, email: email.trim(), happened_on, note: note.trim() };
      await connectionsLogConnection({ body, throwOnError: true });
      notifications.show({ message: t("log.done"), color: "muster" });
      close();
      await queries.invalidateQueries({
        queryKey: connectionsListConnectionsInfiniteQueryKey({ query: { limit: 20 } }),
      });
    },
  });
  return (
    <ApiForm {...frame} verb={t("log.submit")} onLeft={close} inDialog lead={<Text size="sm">{t("log.lead")}</Text>}>
      <NativeSelect
        label={t("log.kind")}
        data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        {...field("kind")}
      />
      <TextInput
        type="email"
        label={t("log.email")}
        description={t("log.emailHint")}
        autoComplete="off"
        {...field("email")}
      />
      <DayInput label={t("log.day")} min={earliest} max={today} {...field("happened_on")} />
      <Textarea
        label={`${t("log.note")} (${t("common:ui.optional")})`}
        description={t("log.noteHint")}
        autosize
        minRows={2}
        {...field("note")}
      />
    </ApiForm>
  );
}
