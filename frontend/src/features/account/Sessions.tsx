import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { identityEndOtherSessions, identityEndSession, type SessionLine } from "@/api/generated";
import { identityListSessionsOptions, identityListSessionsQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { useAct } from "@/components/useAct";
import classes from "./account.module.css";
import { deviceName } from "./device";

/** Where somebody is signed in, and how to end it. */
export function Sessions() {
  const { t } = useTranslation("account");
  const sessions = useQuery(identityListSessionsOptions());
  const endOthers = useAct({
    act: () => identityEndOtherSessions({ throwOnError: true }),
    done: t("security.ended"),
    stale: [identityListSessionsQueryKey()],
  });
  return (
    <Loaded query={sessions}>
      {(lines) => (
        <Stack>
          <ul className={classes.sessions}>
            {lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
          {lines.length > 1 && (
            <Group>
              <ConfirmButton
                variant="default"
                title={t("security.endOthersTitle")}
                text={t("security.endOthersText")}
                act={endOthers}
              >
                {t("security.endOthers")}
              </ConfirmButton>
            </Group>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

function Line({ line }: { line: SessionLine }) {
  const { t } = useTranslation(["account", "common"]);
  const { id, device, hat, current, created_at, used_at } = line;
  const end = useAct({
    act: () => identityEndSession({ path: { id }, throwOnError: true }),
    done: t("security.ended"),
    stale: [identityListSessionsQueryKey()],
  });
  const name = deviceName(device, t("security.unknown"));
  return (
    <li>
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            {current && <Badge variant="light">{t("security.this")}</Badge>}
          </Group>
          <Text size="sm" c="dimmed" className={classes.sentence}>
            {hat && `${t(`common:hats.${hat}`)} · `}
            {t("security.since")} <Moment at={created_at} />
            {"\u00a0· "}
            {t("security.used")} <Moment at={used_at} relative />
          </Text>
        </div>
        {!current && (
          <Button
            variant="default"
            size="compact-md"
            loading={end.isPending}
            aria-label={t("security.endOf", { device: name })}
            onClick={() => end.mutate()}
          >
            {t("security.end")}
          </Button>
        )}
      </Group>
    </li>
  );
}
