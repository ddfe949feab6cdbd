import { Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ConsentLine, privacyAccept } from "@/api/generated";
import { privacyConsentsOptions, privacyConsentsQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DownloadButton } from "@/components/DownloadButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useLegal } from "@/components/useLegal";
import classes from "./account.module.css";
import { CloseAccount } from "./CloseAccount";

/** What is kept of somebody: to take along, what they agreed to, and the way out. */
export function YourData() {
  const { t } = useTranslation("account");
  return (
    <>
      <Section title={t("data.title")} lead={t("data.lead")}>
        <Group>
          <DownloadButton path="/api/v1/me/data" name={`${t("data.file")}.json`}>
            {t("data.download")}
          </DownloadButton>
        </Group>
        <Text size="sm" c="dimmed" maw="64ch">
          {t("data.holds")}
        </Text>
      </Section>
      <Section title={t("data.consentsTitle")} lead={t("data.consentsLead")}>
        <Consents />
      </Section>
      <Section title={t("data.closeTitle")} lead={t("data.closeLead")}>
        <CloseAccount />
      </Section>
    </>
  );
}

function Consents() {
  const { t } = useTranslation("account");
  const consents = useQuery(privacyConsentsOptions());
  return (
    <Loaded query={consents}>
      {(lines) => (
        <Stack>
          {lines.length === 0 ? (
            <Text>{t("data.noConsents")}</Text>
          ) : (
            <ul className={classes.sessions}>
              {lines.map((line) => (
                <Line key={`${line.kind} ${line.given_at}`} line={line} />
              ))}
            </ul>
          )}
          <NewConditions lines={lines} />
        </Stack>
      )}
    </Loaded>
  );
}

function Line({ line }: { line: ConsentLine }) {
  const { t } = useTranslation("account");
  const { kind, version, given_at, withdrawn_at } = line;
  return (
    <li>
      <Group gap="xs">
        <Text fw={600}>{t(`data.consents.${kind}`)}</Text>
        {version && <Badge variant="light">{t("data.version", { version })}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {t("data.given")} <Moment at={given_at} />
        {withdrawn_at && (
          <>
            {" · "}
            {t("data.withdrawn")} <Moment at={withdrawn_at} />
          </>
        )}
      </Text>
      <Text size="sm">{t(`data.consentsEnd.${kind}`)}</Text>
    </li>
  );
}

/** The conditions have changed since somebody accepted them. */
function NewConditions({ lines }: { lines: ConsentLine[] }) {
  const { t } = useTranslation("account");
  const { conditions } = useLegal();
  const accept = useAct({
    act: (version: string) => privacyAccept({ body: { version }, throwOnError: true }),
    done: t("data.accepted"),
    stale: [privacyConsentsQueryKey()],
  });
  const isAccepted = (line: ConsentLine) =>
    line.kind === "conditions" && line.version === conditions?.version && !line.withdrawn_at;
  if (!conditions || lines.some(isAccepted)) {
    return null;
  }
  const { version, address } = conditions;
  return (
    <Group>
      <ConfirmButton
        title={t("data.acceptTitle", { version })}
        text={
          <a href={address} target="_blank" rel="noreferrer">
            {address}
          </a>
        }
        confirm={t("data.accept")}
        act={{ isPending: accept.isPending, mutate: () => accept.mutate(version) }}
      >
        {t("data.acceptTitle", { version })}
      </ConfirmButton>
    </Group>
  );
}
