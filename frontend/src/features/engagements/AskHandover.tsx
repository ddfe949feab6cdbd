import { NativeSelect, Text, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type EngagementId, type HandoverReason, handoversAskAsClient, handoversAskAsMember } from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { FormDialog } from "@/components/FormDialog";
import { useApiForm } from "@/components/useApiForm";
import { useOnce } from "./useOnce";
import { useTell } from "./useTell";

const REASONS: HandoverReason[] = ["time", "health", "skills", "working_together", "conduct", "other"];

interface Props {
  engagement: EngagementId;
  /** The seats to choose from; one that had several members is there several times. */
  seats: { seat: string; title: string }[];
  isMember: boolean;
}

/** Asks for a seat to be handed over. Why, only the steward reads. */
export function AskHandover(props: Props) {
  const { t } = useTranslation("engagements");
  return (
    <FormDialog label={t("handover.button")} title={t("handover.title")}>
      {(close) => <Form {...props} close={close} />}
    </FormDialog>
  );
}

function Form({ engagement, seats, isMember, close }: Props & { close: () => void }) {
  const { t } = useTranslation("engagements");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const once = useOnce();
  const choices = [...new Map(seats.map(({ seat, title }) => [seat, title]))].map(([value, label]) => ({
    value,
    label,
  }));
  const { field, ...frame } = useApiForm({
    initial: { seat: seats[0]?.seat ?? "", reason: "", words: "" },
    rules: {
      seat: { right: (text) => text !== "", wrong: t("handover.seatWrong") },
      reason: { right: (text) => text !== "", wrong: t("dispute.reasonWrong") },
      words: { right: (text) => text.trim() !== "" && [...text].length <= 2_000, wrong: t("handover.wordsWrong") },
    },
    send: async ({ seat, reason, words }) => {
      const ask = isMember ? handoversAskAsMember : handoversAskAsClient;
      const body = { seat, reason: reason as HandoverReason, words };
      const { data } = await once([engagement, body], (headers) =>
        ask({ path: { id: engagement }, body, headers, throwOnError: true }),
      );
      await queries.invalidateQueries();
      close();
      await navigate({ to: "/handovers/$id", params: { id: data.id } });
    },
    tell: useTell(),
  });
  return (
    <ApiForm {...frame} verb={t("handover.submit")} onLeft={close} inDialog>
      <Text>{t(isMember ? "handover.textMember" : "handover.textClient")}</Text>
      <NativeSelect label={t("handover.seat")} data={choices} {...field("seat")} />
      <NativeSelect
        label={t("handover.reason")}
        description={t("handover.reasonHint")}
        data={[
          { value: "", label: t("dispute.choose"), disabled: true },
          ...REASONS.map((value) => ({ value, label: t(`handoverReasons.${value}`) })),
        ]}
        {...field("reason")}
      />
      <Textarea label={t("handover.words")} autosize minRows={3} maxRows={12} {...field("words")} />
    </ApiForm>
  );
}
