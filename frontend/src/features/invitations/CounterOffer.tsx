import { Alert, Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CounterView, countersMake, type InvitationView } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { FormDialog } from "@/components/FormDialog";
import { useProblemText } from "@/components/useProblemText";
import { parseAmount, typeAmount } from "@/features/bids/amount";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { useTell } from "./useTell";

type Kind = "rate" | "hours";

/** Says, once, what the member would take instead: another rate, which the policy decides at once, or fewer hours. */
export function CounterOffer({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation("invitations");
  return (
    <FormDialog label={t("counter.open")} title={t("counter.title")} isShort>
      {(close) => <CounterForm invitation={invitation} close={close} />}
    </FormDialog>
  );
}

function CounterForm({ invitation, close }: { invitation: InvitationView; close: () => void }) {
  const { t } = useTranslation(["invitations", "common"]);
  const { locale } = useLocale();
  const id = useId();
  const { currency, amount: rate } = invitation.rate;
  const mostHours = invitation.hours - 1;
  const [kind, setKind] = useState<Kind>("rate");
  const [typed, setTyped] = useState({ rate: "", hours: "" });
  const [wrong, setWrong] = useState<string | null>(null);
  const tell = useTell();
  const sentence = useProblemText();
  const send = useSendCounter(invitation, close);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const terms = kind === "rate" ? rateOf(typed.rate, currency, rate) : hoursOf(typed.hours, mostHours);
    setWrong(terms ? null : t(kind === "rate" ? "counter.rateWrong" : "counter.hoursWrong", { count: mostHours }));
    if (terms) {
      send.mutate(terms);
    } else {
      document.getElementById(id)?.focus();
    }
  };
  const problem = send.isError ? asProblem(send.error) : null;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {problem && (
          <Alert role="alert" color="red" variant="outline" icon={<IconAlertTriangle aria-hidden />}>
            {tell(problem) ?? sentence(problem)}
          </Alert>
        )}
        <Text size="sm">{t("counter.once")}</Text>
        {mostHours > 0 && (
          <Radio.Group
            label={t("counter.what")}
            value={kind}
            onChange={(value) => {
              setKind(value === "hours" ? "hours" : "rate");
              setWrong(null);
            }}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="rate" label={t("counter.rate")} description={t("counter.rateHow")} />
              <Radio value="hours" label={t("counter.hours")} description={t("counter.hoursHow")} />
            </Stack>
          </Radio.Group>
        )}
        <TextInput
          key={kind}
          id={id}
          inputMode={kind === "rate" ? "decimal" : "numeric"}
          autoComplete="off"
          label={kind === "rate" ? t("counter.rateLabel", { currency }) : t("counter.hoursLabel")}
          description={
            kind === "rate"
              ? t("counter.rateHint", {
                  rate: money(rate, currency, locale),
                  example: typeAmount(rate, currency, locale),
                })
              : t("counter.hoursHint", { count: invitation.hours })
          }
          value={typed[kind]}
          error={wrong}
          onChange={(event) => setTyped({ ...typed, [kind]: event.currentTarget.value })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("common:ui.cancel")}
          </Button>
          <Button type="submit" loading={send.isPending}>
            {t("counter.send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Terms = { rate: number } | { hours: number };

function rateOf(typed: string, currency: string, offered: number): Terms | null {
  const rate = parseAmount(typed, currency);
  return rate && rate !== offered && rate <= 10_000_000 ? { rate } : null;
}

function hoursOf(typed: string, most: number): Terms | null {
  const hours = /^\d{1,2}$/.test(typed.trim()) ? Number(typed) : 0;
  return hours >= 1 && hours <= most ? { hours } : null;
}

/** Sends it. Where it holds at once, the seat is taken on the new terms, and its page is the next one. */
function useSendCounter(invitation: InvitationView, close: () => void) {
  const { t } = useTranslation("invitations");
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (terms: Terms): Promise<CounterView> => {
      const { data } = await countersMake({ path: { id: invitation.id }, body: terms, throwOnError: true });
      return data;
    },
    onSuccess: async ({ state, renewed }) => {
      close();
      const said = state === "held" || state === "refused" ? state : "waiting";
      notifications.show({ message: t(`counter.done.${said}`), color: "muster" });
      await queries.invalidateQueries();
      if (renewed) {
        await navigate({ to: "/invitations/$id", params: { id: renewed } });
      }
    },
  });
}
