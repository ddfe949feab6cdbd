import { Code, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconHourglassHigh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ExplainedPart, Proof } from "@/api/generated";
import { bookMyProofsOptions, bookMyStatementsOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./earnings.module.css";
import { canCheck, check, leafText } from "./proof";

/** What proves that a payment stands in a closed statement, checked by this very browser. */
export function Proofs({ entry, parts }: { entry: string; parts: ExplainedPart[] }) {
  const { t } = useTranslation("earnings");
  const proofs = useQuery(bookMyProofsOptions({ path: { entry } }));
  return (
    <Section title={t("proofs.title")} lead={t("proofs.lead")}>
      <Loaded query={proofs} waiting={<Waiting lines={1} />}>
        {(found) =>
          found.length === 0 ? (
            <Stack gap="sm" align="flex-start">
              <StatusBadge icon={IconHourglassHigh} color="yellow" label={t("proofs.none")} />
              <Text maw="68ch">{t("proofs.noneText")}</Text>
            </Stack>
          ) : (
            <Stack gap="xl">
              {found.map((proof) => (
                <OneProof key={`${proof.leaf.statement} ${proof.leaf.position}`} proof={proof} parts={parts} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Section>
  );
}

function OneProof({ proof, parts }: { proof: Proof; parts: ExplainedPart[] }) {
  const { t } = useTranslation("earnings");
  const { locale } = useLocale();
  const { leaf } = proof;
  // The member's own statements say the root once more, from another place.
  const statements = useQuery(bookMyStatementsOptions({ query: { limit: 100 } }));
  const own = statements.data?.items.find(({ number }) => number === leaf.statement);
  const space = parts.find(({ payee, amount }) => payee === "space" && amount.amount === leaf.amount.amount);
  const checked = useQuery({
    queryKey: ["proof", leaf.statement, leaf.position, proof.root],
    queryFn: () => check(proof),
    enabled: canCheck(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isRootOther = own !== undefined && own.root !== proof.root;
  return (
    <Stack gap="sm">
      <Text fw={600}>
        {own ? (
          <TextLink to="/member/statements/$id" params={{ id: own.id }} inherit>
            {t("proofs.own", { number: leaf.statement })}
          </TextLink>
        ) : (
          t(space ? "proofs.space" : "proofs.other", { number: leaf.statement })
        )}
      </Text>
      <div>
        {!canCheck() ? (
          <StatusBadge icon={IconAlertTriangle} color="yellow" label={t("proofs.cannot")} />
        ) : checked.data?.holds && !isRootOther ? (
          <StatusBadge icon={IconCircleCheck} color="muster" label={t("proofs.holds")} />
        ) : checked.data || checked.isError ? (
          <StatusBadge icon={IconAlertTriangle} color="red" label={t("proofs.fails")} />
        ) : (
          <StatusBadge icon={IconHourglassHigh} color="yellow" label={t("proofs.checking")} />
        )}
      </div>
      <Facts
        facts={[
          { label: t("proofs.line"), value: t("proofs.lineOf", { line: leaf.position + 1, count: proof.lines }) },
          { label: t("lines.day"), value: day(leaf.day, locale) },
          {
            label: t("proofs.amount"),
            value: <Money minor={leaf.amount.amount} currency={leaf.amount.currency} />,
          },
        ]}
      />
      <details>
        <summary>{t("proofs.how")}</summary>
        <Stack gap="sm" pt="sm">
          <Text size="sm" maw="68ch">
            {t("proofs.howText")}
          </Text>
          <Code block className={classes.json}>
            {leafText(proof)}
          </Code>
          <Hash label={t("proofs.leafHash")} hash={checked.data?.leaf} />
          {proof.path.map((hash, place) => (
            <Hash key={hash} label={t("proofs.beside", { number: place + 1 })} hash={hash} />
          ))}
          <Hash label={t("proofs.reached")} hash={checked.data?.root} />
          <Hash label={t("proofs.root")} hash={own?.root ?? proof.root} />
        </Stack>
      </details>
    </Stack>
  );
}

function Hash({ label, hash }: { label: string; hash: string | null | undefined }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <span className={classes.hash}>{hash ?? "–"}</span>
    </div>
  );
}
