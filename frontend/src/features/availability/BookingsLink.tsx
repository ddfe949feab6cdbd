import { Alert, Button, Checkbox, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy, IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { calendarsMakeCalendarLink, calendarsRevokeCalendarLink } from "@/api/generated";
import { calendarsCalendarLinkOptions, calendarsCalendarLinkQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";

/** The address at which a calendar elsewhere can subscribe to the member's bookings. It is told once, when it is made. */
export function BookingsLink() {
  const { t } = useTranslation("availability");
  const query = useQuery(calendarsCalendarLinkOptions());
  const [url, setUrl] = useState<string | null>(null);
  return (
    <Section title={t("link.title")} lead={t("link.lead")}>
      <Loaded query={query} waiting={<Waiting lines={1} />}>
        {({ made_at }) => (
          <Stack>
            {url && <Address url={url} />}
            <Text>
              {made_at ? (
                <>
                  {t("link.since")} <Moment at={made_at} />
                </>
              ) : (
                t("link.none")
              )}
            </Text>
            <Acts exists={Boolean(made_at)} made={setUrl} />
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Acts({ exists, made }: { exists: boolean; made: (url: string | null) => void }) {
  const { t } = useTranslation("availability");
  const [tentative, setTentative] = useState(true);
  const stale = [calendarsCalendarLinkQueryKey()];
  const make = useAct({
    act: () => calendarsMakeCalendarLink({ body: { tentative }, throwOnError: true }),
    stale,
    onDone: ({ data }) => made(data.url),
  });
  const revoke = useAct({
    act: () => calendarsRevokeCalendarLink({ throwOnError: true }),
    stale,
    done: t("link.revoked"),
    onDone: () => made(null),
  });
  return (
    <>
      <Checkbox
        label={t("link.tentative")}
        description={t("link.tentativeHint")}
        checked={tentative}
        onChange={(event) => setTentative(event.currentTarget.checked)}
      />
      <Group>
        {exists ? (
          <ConfirmButton title={t("link.newTitle")} text={t("link.newText")} variant="default" act={make}>
            {t("link.new")}
          </ConfirmButton>
        ) : (
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {t("link.make")}
          </Button>
        )}
        {exists && (
          <ConfirmButton title={t("link.revokeTitle")} text={t("link.revokeText")} variant="default" act={revoke}>
            {t("link.revoke")}
          </ConfirmButton>
        )}
      </Group>
    </>
  );
}

function Address({ url }: { url: string }) {
  const { t } = useTranslation(["availability", "common"]);
  return (
    <Alert variant="outline" icon={<IconKey aria-hidden />} title={t("link.onceTitle")} role="status">
      <Stack gap="sm">
        <Text size="sm">{t("link.onceText")}</Text>
        <Group align="flex-end" gap="xs">
          <TextInput
            aria-label={t("link.address")}
            value={url}
            readOnly
            flex={1}
            miw={180}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={url} timeout={3000}>
            {({ copied, copy }) => (
              <Button
                onClick={copy}
                leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              >
                {copied ? t("common:ui.copied") : t("common:ui.copy")}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Alert>
  );
}
