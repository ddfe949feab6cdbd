import { Stack, Title } from "@mantine/core";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { Hat } from "@/api/generated";
import type { SignedIn } from "@/api/session";
import { Coming } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { HatChoice } from "@/features/identity/HatChoice";
import { AdminHome } from "./AdminHome";
import { ClientHome } from "./ClientHome";
import { MemberHome } from "./MemberHome";
import { OperatorHome } from "./OperatorHome";
import { StewardHome } from "./StewardHome";

const Begin = lazy(() => import("./Begin"));

const HOMES: Record<Hat, () => React.ReactNode> = {
  client: ClientHome,
  member: MemberHome,
  operator: OperatorHome,
  steward: StewardHome,
  admin: AdminHome,
};

/** Where somebody begins: what waits for the hat they wear, and which others they hold or could gain. */
export function HomePage({ who }: { who: SignedIn }) {
  const { t } = useTranslation();
  const others = who.hats.filter((hat) => hat !== who.hat);
  const lead = who.hat ? t("home.wearing", { hat: t(`hats.${who.hat}`) }) : undefined;
  const Home = who.hat && HOMES[who.hat];
  return (
    <PageStack>
      <PageHeader title={t("home.title", { name: who.name })} lead={lead} />
      {Home ? (
        <Home />
      ) : (
        who.hats.length === 0 && (
          <Coming>
            <Begin hats={who.hats} />
          </Coming>
        )
      )}
      {others.length > 0 && (
        <Stack gap="sm" maw={560} component="section" aria-label={t("home.others")}>
          <Title order={2} size="h4">
            {who.hat ? t("home.others") : t("hatChoice.title")}
          </Title>
          <HatChoice hats={others} />
        </Stack>
      )}
    </PageStack>
  );
}
