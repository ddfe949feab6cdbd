import { Alert, Anchor, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Meter } from "@/api/generated";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import classes from "./reports.module.css";

/** What steering would have been worth, what was steered, and what proves it. */
export function MeterSection({ meter }: { meter: Meter }) {
  const { t } = useTranslation("reports");
  const isClean = meter.unequal === 0;
  const couldBeTold = meter.lines.some((line) => typeof line.could_have_gained_minor === "number");
  return (
    <Section
      title={t("meter.title")}
      lead={t("meter.lead")}
      aside={isClean && <StatusBadge icon={IconShieldCheck} color="muster" label={t("meter.badge")} />}
    >
      <Stack gap="lg">
        {meter.lines.map((line) => (
          <dl key={line.currency} className={classes.figures}>
            <div>
              <dt>{t("meter.did")}</dt>
              <dd className={classes.quiet}>
                <Money minor={line.did_gain_minor} currency={line.currency} />
              </dd>
            </div>
            <div>
              <dt>{t("meter.could")}</dt>
              <dd className={classes.quiet}>
                {typeof line.could_have_gained_minor === "number" ? (
                  <Money minor={line.could_have_gained_minor} currency={line.currency} />
                ) : (
                  t("meter.notTold")
                )}
              </dd>
            </div>
            <div>
              <dt>{t("meter.steered")}</dt>
              <dd className={classes.quiet}>
                <Money minor={line.steered_minor} currency={line.currency} />
              </dd>
            </div>
          </dl>
        ))}
        {isClean ? (
          <Text maw="68ch">
            {t("meter.noWay")}{" "}
            {meter.certificates > 0 ? t("meter.certificates", { count: meter.certificates }) : t("meter.noRuns")}{" "}
            {meter.certificates > 0 && (
              <Anchor href="/api/v1/certificates/key" target="_blank" rel="noreferrer">
                {t("meter.key")}
              </Anchor>
            )}
          </Text>
        ) : (
          <Alert variant="outline" color="red" icon={<IconAlertTriangle aria-hidden />} title={t("meter.uncleanTitle")}>
            <Text size="sm">{t("meter.unclean", { runs: meter.certificates, count: meter.unequal })}</Text>
          </Alert>
        )}
        {couldBeTold && (
          <Text size="sm" c="dimmed" maw="68ch">
            {t("meter.most")}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
