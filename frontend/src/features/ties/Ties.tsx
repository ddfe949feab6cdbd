import { Text } from "@mantine/core";
import { IconAffiliate } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OwnTie } from "@/api/generated";
import { tiesListOwnTiesInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { toldApart } from "@/lib/apart";
import { list } from "@/lib/format";
import { STRONGEST, strengthKey } from "./strength";
import classes from "./ties.module.css";

/** With whom a member is tied, how strongly, and where it came from; the strongest first. */
export function Ties() {
  const { t } = useTranslation("ties");
  const query = useInfiniteQuery({ ...tiesListOwnTiesInfiniteOptions({ query: { limit: 100 } }), ...paging });
  return (
    <Section title={t("ties.title")} lead={t("ties.lead")}>
      <PagedList
        query={query}
        empty={
          <EmptyState
            icon={<IconAffiliate size={40} stroke={1.4} aria-hidden />}
            title={t("ties.emptyTitle")}
            text={t("ties.emptyText")}
            action={
              <LinkButton to="/engagements" variant="default">
                {t("ties.emptyAction")}
              </LinkButton>
            }
          />
        }
      >
        {(ties) => <Strongest ties={ties} />}
      </PagedList>
    </Section>
  );
}

function Strongest({ ties }: { ties: OwnTie[] }) {
  const names = toldApart(ties.map(({ member, first_name }) => [member, first_name]));
  return (
    <ul className={classes.list}>
      {ties
        .toSorted((one, other) => other.strength - one.strength)
        .map((tie) => (
          <Tie key={tie.member} tie={tie} name={names.get(tie.member) ?? tie.first_name} />
        ))}
    </ul>
  );
}

function Tie({ tie, name }: { tie: OwnTie; name: string }) {
  const { t } = useTranslation("ties");
  const { locale } = useLocale();
  const kinds = tie.connections.map(({ kind, times, strength }) => t(`ties.from.${kind}`, { count: times, strength }));
  const sources = tie.from_work > 0 ? [t("ties.fromWork", { strength: tie.from_work }), ...kinds] : kinds;
  return (
    <li className={classes.tie}>
      <Text fw={600} className={classes.name}>
        {name}
      </Text>
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ width: `${(tie.strength * 100) / STRONGEST}%` }} />
      </span>
      <Text size="sm" className={classes.number}>
        {t(`ties.${strengthKey(tie.strength)}`, { strength: tie.strength })}
      </Text>
      <Text size="sm" c="dimmed">
        {list(sources, locale)}
      </Text>
    </li>
  );
}
