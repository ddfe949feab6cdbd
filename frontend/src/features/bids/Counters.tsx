import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type AskedView, countersAccept, countersRefuse } from "@/api/generated";
import { countersListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Moment } from "@/components/Moment";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { useTell } from "./useTell";

/** Seats that members would take for fewer hours: the client says yes or no. Nothing stands there where nobody asked. */
export function Counters({ brief }: { brief: string }) {
  const { t } = useTranslation("bids");
  const query = useInfiniteQuery({
    ...countersListInfiniteOptions({ path: { id: brief }, query: { limit: 50 } }),
    ...pagingOf(brief),
  });
  const waiting = query.data?.pages.flatMap(({ items }) => items).filter(({ state }) => state === "waiting") ?? [];
  if (waiting.length === 0) {
    return null;
  }
  return (
    <Section title={t("counters.title")} lead={t("counters.lead")}>
      <Stack>
        {waiting.map((counter: AskedView) => (
          <Counter key={counter.id} counter={counter} />
        ))}
      </Stack>
    </Section>
  );
}

function Counter({ counter }: { counter: AskedView }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const { id, title, hours, instead, price, price_then, expires_at } = counter;
  const tell = useTell();
  const accept = useAct({
    act: () => countersAccept({ path: { id }, throwOnError: true }),
    done: t("counters.accepted"),
    tell,
  });
  const refuse = useAct({
    act: () => countersRefuse({ path: { id }, throwOnError: true }),
    done: t("counters.refused"),
    tell,
  });
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Text fw={600}>{t("counters.what", { seat: title, count: instead, hours })}</Text>
        {price && price_then && (
          <Text size="sm">
            {t("counters.price", {
              now: money(price.amount, price.currency, locale),
              later: money(price_then.amount, price_then.currency, locale),
            })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t("counters.until")} <Moment at={expires_at} relative />
        </Text>
        <Group gap="sm">
          <ConfirmButton size="sm" title={t("counters.acceptTitle")} text={t("counters.acceptText")} act={accept}>
            {t("counters.accept")}
          </ConfirmButton>
          <Button size="sm" variant="default" loading={refuse.isPending} onClick={() => refuse.mutate()}>
            {t("counters.refuse")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
