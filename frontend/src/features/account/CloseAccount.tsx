import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Fragment, lazy } from "react";
import { useTranslation } from "react-i18next";
import type { Hat, Obstacle } from "@/api/generated";
import { privacyClosureOptions } from "@/api/generated/@tanstack/react-query.gen";
import { type Destination, NAVIGATION } from "@/app/navigation";
import { Dialog } from "@/components/Dialog";
import { TextLink } from "@/components/LinkButton";
import { Coming, Loaded } from "@/components/Loaded";
import { useWho } from "@/features/identity/useWho";

const CloseForm = lazy(() => import("./CloseForm"));

/** Where each of the things stands that keep somebody from leaving. */
const LISTS: Record<Obstacle, Destination["to"][]> = {
  engagement: ["/engagements"],
  bid: ["/bids"],
  invitation: ["/invitations"],
  brief: ["/briefs"],
  money: ["/earnings", "/billing"],
  payout: ["/earnings", "/billing"],
  case: ["/desk"],
  organisation: ["/organisation/people"],
  // Only an admin can name somebody.
  space: [],
  network: ["/network/hats"],
};

/** The way out: what goes and what stays, and what has to be done before. */
export function CloseAccount() {
  const { t } = useTranslation("account");
  const closure = useQuery(privacyClosureOptions());
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <Stack>
      <Fates title={t("data.goesTitle")} fates={["goes.self", "goes.work", "goes.told"]} />
      <Fates title={t("data.staysTitle")} fates={["stays.money", "stays.contracts", "stays.log", "stays.address"]} />
      <Loaded query={closure}>
        {({ obstacles }) =>
          obstacles.length > 0 ? (
            <Obstacles obstacles={obstacles} />
          ) : (
            <Group>
              <Button color="red" variant="outline" onClick={open}>
                {t("data.close")}
              </Button>
            </Group>
          )
        }
      </Loaded>
      <Dialog opened={isOpen} onClose={close} title={t("data.closeQuestion")}>
        <Coming>
          <CloseForm onLeft={close} />
        </Coming>
      </Dialog>
    </Stack>
  );
}

type Fate = "goes.self" | "goes.work" | "goes.told" | "stays.money" | "stays.contracts" | "stays.log" | "stays.address";

function Fates({ title, fates }: { title: string; fates: Fate[] }) {
  const { t } = useTranslation("account");
  return (
    <div>
      <Text fw={600} size="sm">
        {title}
      </Text>
      <List size="sm">
        {fates.map((fate) => (
          <List.Item key={fate}>{t(`data.${fate}`)}</List.Item>
        ))}
      </List>
    </div>
  );
}

function Obstacles({ obstacles }: { obstacles: Obstacle[] }) {
  const { t } = useTranslation("account");
  return (
    <div>
      <Text fw={600} size="sm">
        {t("data.notYet")}
      </Text>
      <List size="sm">
        {obstacles.map((obstacle) => (
          <List.Item key={obstacle}>
            {t(`data.obstacles.${obstacle}`)}
            <Lists obstacle={obstacle} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}

/** The way to what is to be done first: a link for the hat that is worn, and for the others the name of the page. */
function Lists({ obstacle }: { obstacle: Obstacle }) {
  const { t } = useTranslation(["account", "common"]);
  const who = useWho();
  const listOf = (hat: Hat) => NAVIGATION[hat].find(({ to }) => LISTS[obstacle].includes(to));
  return who?.hats.map((hat) => {
    const list = listOf(hat);
    if (!list) {
      return null;
    }
    const page = t(`common:navigation.${list.word}`);
    return (
      <Fragment key={hat}>
        {" "}
        {hat === who.hat ? (
          <TextLink to={list.to} inherit>
            {page}
          </TextLink>
        ) : (
          t("data.asHat", { page, hat: t(`common:hats.${hat}`) })
        )}
      </Fragment>
    );
  });
}
