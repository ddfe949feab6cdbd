import { Anchor, Container, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import { NoticeBell } from "@/features/account/NoticeBell";
import { AccountButton } from "@/features/identity/AccountButton";
import { LanguageMenu } from "./LanguageMenu";
import { LegalLinks } from "./LegalLinks";
import { LinkButton, TextLink } from "./LinkButton";
import { LiveUpdates } from "./LiveUpdates";
import { MenuButton } from "./MenuButton";
import { Navigation } from "./Navigation";
import { OfflineBanner } from "./OfflineBanner";
import { SchemeSwitch } from "./SchemeSwitch";
import classes from "./Shell.module.css";
import "./header.css";

/** What surrounds every page: where one can go, who one is, and in which language and colours one reads. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { data: who } = useQuery(sessionQuery);
  const hat = who?.hat;
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t("shell.skip")}
      </a>
      <header className="header">
        <div className="header-bar" data-wide={hat ? true : undefined}>
          {hat && <MenuButton hat={hat} className={classes.menu} />}
          <Link to="/" className="header-brand">
            <img src="/muster.svg" alt="" width={32} height={32} />
            <span>Muster</span>
          </Link>
          {!hat && (
            <nav className={classes.nav} aria-label={t("shell.navigation")}>
              <Link to="/network" className={classes.link}>
                {t("shell.network")}
              </Link>
              <Link to="/policy" className={classes.link}>
                {t("shell.policy")}
              </Link>
            </nav>
          )}
          <Group gap={4} wrap="nowrap" className={classes.tools}>
            <LanguageMenu />
            <SchemeSwitch />
            {who?.hat && <NoticeBell />}
            {who ? (
              <AccountButton who={who} />
            ) : (
              <LinkButton to="/sign-in" variant="subtle" px="sm">
                {t("shell.signIn")}
              </LinkButton>
            )}
          </Group>
        </div>
      </header>
      <OfflineBanner />
      {hat && <LiveUpdates key={`${who?.person} ${hat}`} />}
      <Container size={hat ? 1440 : "lg"} className={classes.body}>
        {hat && (
          <div className={classes.side}>
            <Navigation hat={hat} />
          </div>
        )}
        <main id="main" tabIndex={-1} className={classes.main}>
          {children}
        </main>
      </Container>
      <footer className={classes.footer}>
        <Container size={hat ? 1440 : "lg"}>
          <Group gap="lg">
            <Text size="sm" c="dimmed">
              {t("shell.footer")} <Anchor href="/api/docs/">{t("shell.api")}</Anchor>
            </Text>
            <TextLink to="/network" size="sm">
              {t("shell.network")}
            </TextLink>
            <TextLink to="/policy" size="sm">
              {t("shell.policy")}
            </TextLink>
            <LegalLinks />
          </Group>
        </Container>
      </footer>
    </div>
  );
}
