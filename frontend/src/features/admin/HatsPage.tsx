import { Code, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Hat, type HatHolder, identityTakeHat } from "@/api/generated";
import { identityListHatsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DataTable } from "@/components/DataTable";
import { TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useAct } from "@/components/useAct";
import { toldIn } from "@/i18n/problems";
import classes from "./admin.module.css";
import { SignOutAnybody, SignOutButton } from "./SignOut";

/** Who runs spaces, is a steward or an admin. */
export function HatsPage() {
  const { t } = useTranslation(["admin", "common"]);
  const holders = useInfiniteQuery({ ...identityListHatsInfiniteOptions({ query: { limit: 50 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("hats.title")} lead={t("hats.lead")} />
      <Stack gap="xs" maw="68ch">
        <Text>
          {t("hats.give")} <Code>muster grant name@example.org steward</Code>
        </Text>
        <Text>
          {t("hats.operators")}{" "}
          <TextLink to="/network/spaces" inherit>
            {t("hats.toSpaces")}
          </TextLink>
        </Text>
      </Stack>
      <PagedList query={holders} empty={<Text c="dimmed">{t("hats.none")}</Text>}>
        {(all) => (
          <DataTable
            caption={t("hats.title")}
            rows={all}
            rowKey={({ person }) => person}
            columns={[
              { key: "name", label: t("hats.name"), cell: ({ name }) => name },
              { key: "email", label: t("hats.email"), cell: ({ email }) => email },
              {
                key: "hats",
                label: t("hats.hats"),
                cell: (holder) => (
                  <Stack gap="xs">
                    {holder.hats.map(({ hat, since }) => (
                      <Group key={hat} gap="sm" className={classes.hat}>
                        <span>{t(`common:hats.${hat}`)}</span>
                        <Moment at={since} />
                        {hat !== "operator" && <Take holder={holder} hat={hat} />}
                      </Group>
                    ))}
                  </Stack>
                ),
              },
              { key: "signOut", label: t("hats.sessions"), cell: ({ email }) => <SignOutButton email={email} /> },
            ]}
          />
        )}
      </PagedList>
      <SignOutAnybody />
    </PageStack>
  );
}

function Take({ holder, hat }: { holder: HatHolder; hat: Hat }) {
  const { t } = useTranslation(["admin", "common"]);
  const tell = toldIn("admin");
  const take = useAct({
    act: () => identityTakeHat({ path: { id: holder.person, hat }, throwOnError: true }),
    done: t("hats.taken"),
    tell,
  });
  return (
    <ConfirmButton
      variant="default"
      size="compact-sm"
      title={t("hats.takeTitle", { name: holder.name, hat: t(`common:hats.${hat}`) })}
      text={t("hats.takeText")}
      act={take}
    >
      {t("hats.take")}
    </ConfirmButton>
  );
}
