import { Anchor, Code, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PageSignedAnchor } from "@/api/generated";
import { auditAnchorsOptions } from "@/api/generated/@tanstack/react-query.gen";
import { DownloadButton } from "@/components/DownloadButton";
import { Facts } from "@/components/Facts";
import { Loaded, Waiting } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./public.module.css";

type Content = PageSignedAnchor["items"][number]["content"];

/** Where the logs of the network ended each night, for whoever keeps a copy: nobody can shorten what somebody else has. */
export function Anchors() {
  const { t } = useTranslation("public");
  const newest = useQuery(auditAnchorsOptions({ query: { limit: 1 } }));
  return (
    <Section id="anchors" title={t("anchors.title")} lead={t("anchors.lead")}>
      <Loaded query={newest} waiting={<Waiting lines={1} height={160} />}>
        {({ items: [anchor] }) => (anchor ? <Night content={anchor.content} /> : <Text>{t("anchors.none")}</Text>)}
      </Loaded>
    </Section>
  );
}

function Night({ content }: { content: Content }) {
  const { t } = useTranslation("public");
  const { locale } = useLocale();
  return (
    <Stack>
      <Facts
        isLong
        facts={[
          { label: t("anchors.night"), value: day(content.day, locale) },
          ...content.heads.map(({ chain, position, hash }) => ({
            label: t(`anchors.chains.${chain}`),
            value: (
              <>
                {t("anchors.links", { count: position })} <Code className={classes.hash}>{hash}</Code>
              </>
            ),
          })),
        ]}
      />
      <Group>
        <DownloadButton path="/api/v1/anchors?limit=100" name={`${t("anchors.file")}.json`}>
          {t("anchors.keep")}
        </DownloadButton>
        <Anchor href="/api/v1/certificates/key" target="_blank" rel="noreferrer" size="sm">
          {t("anchors.keys")}
        </Anchor>
      </Group>
    </Stack>
  );
}
