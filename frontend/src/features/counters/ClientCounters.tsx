import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type AskedView, countersAccept, countersRefuse } from "@/api/generated";
import { countersListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";

interface Props {
  brief: string;
  /** Without those that are answered. */
  onlyWaiting?: boolean;
}

/** Seats that members would take for fewer hours: accepted or refused by the client. Not there where nobody asked. */
export function ClientCounters({ brief: id, onlyWaiting }: Props) {
  const { t } = useTranslation("counters");
  const counters = useInfiniteQuery({
    ...countersListInfiniteOptions({ path: { id }, query: { limit: 50 } }),
    ...pagingOf(id),
  });
  const isShown = ({ state }: AskedView) => !onlyWaiting || state === "waiting";
  if (counters.data && !counters.data.pages.some(({ items }) => items.some(isShown))) {
    return null;
  }
  return (
    <Section title={t("title")} lead={t("lead")}>
      <PagedList query={counters} empty={null}>
        {(items) => items.filter(isShown).map((counter) => <Counter key={counter.id} counter={counter} />)}
      </PagedList>
    </Section>
  );
}

function Counter({ counter }: { counter: AskedView }) {
  const { t } = useTranslation("counters");
  const { locale } = useLocale();
  const { title, hours, instead, price, price_then: then, state, expires_at: until } = counter;
  const path = { id: counter.id };
  const tell = ({ code }: { code: string }) => {
    switch (code) {
      case "counter-state":
      case "counter-gone":
      case "bid-moved":
        return t(code);
      default:
        return undefined;
    }
  };
  const accept = useAct({
    act: () => countersAccept({ path, throwOnError: true }),
    done: t("accepted"),
    tell,
  });
  const refuse = useAct({ act: () => countersRefuse({ path, throwOnError: true }), done: t("refused"), tell });
  const sum = (amount: typeof price) => (amount ? money(amount.amount, amount.currency, locale) : "");
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <div>
          <Text fw={600}>{t("asks", { title, instead, hours })}</Text>
          {price && then && <Text size="sm">{t("price", { now: sum(price), later: sum(then) })}</Text>}
          <Text size="sm" c="dimmed">
            {state === "waiting" ? (
              <>
                {t("until")} <Moment at={until} relative />
              </>
            ) : (
              t(`states.${state}`)
            )}
          </Text>
        </div>
        {state === "waiting" && (
          <Group gap="sm">
            <Button loading={accept.isPending} disabled={refuse.isPending} onClick={() => accept.mutate()}>
              {t("accept", { instead })}
            </Button>
            <ConfirmButton variant="default" act={refuse} title={t("refuseTitle")} text={t("refuseText")}>
              {t("refuse", { hours })}
            </ConfirmButton>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
