import {
  Button,
  Group,
  Input,
  NativeSelect,
  SegmentedControl,
  Stack,
  Text,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Hat, Me } from "@/api/generated";
import { identityMeOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Facts } from "@/components/Facts";
import { LinkButton } from "@/components/LinkButton";
import { Coming, Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { HatChoice } from "@/features/identity/HatChoice";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, speak } from "@/i18n";
import { useLocale } from "@/i18n/useLocale";
import { ChangePassword } from "./ChangePassword";
import { OwnSettings } from "./OwnSettings";
import { Sessions } from "./Sessions";
import { YourData } from "./YourData";

const Passkeys = lazy(() => import("./Passkeys"));
const SecondFactor = lazy(() => import("./SecondFactor"));
const Begin = lazy(() => import("@/features/home/Begin"));

/** Who somebody is here: their name and address, their hats, and how the pages look to them. */
export function AccountPage() {
  const { t } = useTranslation("account");
  const me = useQuery(identityMeOptions());
  return (
    <PageStack>
      <PageHeader title={t("account.title")} />
      <Loaded query={me}>
        {(person) => (
          <>
            <AboutYou me={person} />
            <Hats me={person} />
          </>
        )}
      </Loaded>
      <Section title={t("account.toldTitle")} lead={t("account.toldText")}>
        <Group>
          <LinkButton to="/notices/settings">{t("notices.settings")}</LinkButton>
          <LinkButton to="/notices" variant="default">
            {t("account.toNotices")}
          </LinkButton>
        </Group>
      </Section>
      <Appearance />
      <Security />
      <YourData />
    </PageStack>
  );
}

function AboutYou({ me }: { me: Me }) {
  const { t } = useTranslation("account");
  return (
    <Section title={t("account.aboutTitle")}>
      <Facts isLong facts={[{ label: t("account.email"), value: me.email }]} />
      <OwnSettings me={me} />
    </Section>
  );
}

function Security() {
  const { t } = useTranslation("account");
  return (
    <>
      <Section title={t("security.passwordTitle")} lead={t("security.passwordLead")}>
        <ChangePassword />
      </Section>
      <Section title={t("security.factorTitle")} lead={t("security.factorLead")}>
        <Coming>
          <SecondFactor />
        </Coming>
      </Section>
      <Section title={t("security.passkeysTitle")} lead={t("security.passkeysLead")}>
        <Coming>
          <Passkeys />
        </Coming>
      </Section>
      <Section title={t("security.sessionsTitle")} lead={t("security.sessionsLead")}>
        <Sessions />
      </Section>
    </>
  );
}

function Hats({ me }: { me: Me }) {
  const { t } = useTranslation(["account", "common"]);
  const others = me.hats.filter((hat) => hat !== me.hat);
  const wearing = me.hat ? t("account.wearing", { hat: t(`common:hats.${me.hat}`) }) : t("account.none");
  return (
    <Section title={t("account.hatsTitle")} lead={t("account.hatsLead")}>
      <Text>
        {wearing} {me.hat && others.length === 0 && t("account.oneHat")}
      </Text>
      {others.length > 0 && <HatChoice hats={others} />}
      <OtherWay hats={me.hats} />
    </Section>
  );
}

/** The hat that anybody can take who does not hold it yet: of those who begin, and of a client or a member alone. */
function OtherWay({ hats }: { hats: Hat[] }) {
  const { t } = useTranslation("account");
  const [isOpen, { open }] = useDisclosure(false);
  const isClient = hats.includes("client");
  const isMember = hats.includes("member");
  if (hats.length === 0) {
    return (
      <Group>
        <LinkButton to="/home" variant="default">
          {t("account.found")}
        </LinkButton>
      </Group>
    );
  }
  if (isClient === isMember) {
    return null;
  }
  if (!isOpen) {
    return (
      <Group>
        <Button variant="default" onClick={open}>
          {t(isClient ? "account.join" : "account.found")}
        </Button>
      </Group>
    );
  }
  return (
    <Coming>
      <Begin hats={hats} />
    </Coming>
  );
}

const SCHEMES = ["auto", "light", "dark"] as const;

function Appearance() {
  const { t } = useTranslation("account");
  const { language } = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const colours = useId();
  return (
    <Section title={t("account.lookTitle")}>
      <Stack maw={360}>
        <NativeSelect
          label={t("account.language")}
          value={language}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={({ currentTarget: { value } }) => {
            if (isLanguage(value)) {
              void speak(value);
            }
          }}
        />
        <Stack gap={4}>
          <Input.Label id={colours} labelElement="div">
            {t("account.colours")}
          </Input.Label>
          <SegmentedControl
            aria-labelledby={colours}
            value={colorScheme}
            data={SCHEMES.map((value) => ({ value, label: t(`account.scheme.${value}`) }))}
            onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme === value) ?? "auto")}
          />
        </Stack>
      </Stack>
    </Section>
  );
}
