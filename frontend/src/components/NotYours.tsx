import { Code } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { hatsOf, listAbove } from "@/app/navigation";
import { useWho } from "@/features/identity/useWho";
import { useLocale } from "@/i18n/useLocale";
import { list } from "@/lib/format";
import { EmptyState } from "./EmptyState";
import { LinkButton } from "./LinkButton";

interface Props {
  /** Of a problem; or `no-page` for an address that names no page, of which the heading says enough. */
  code: string;
}

/**
 * What stands on a page that has nothing to show, below its heading, which names the kind of thing: one sentence, and the way
 * back. It is not for the hat one wears, or takes another role in the organisation; or it does not exist or is not for whoever
 * looks, and which is not told.
 */
export function NotYours({ code }: Props) {
  const { t } = useTranslation();
  const who = useWho();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const isOfHat = hatsOf(path).some((hat) => hat === who?.hat);
  const forbidden = isOfHat ? "notFound.otherRole" : "notFound.otherHat";
  const above = who?.hat ? listAbove(who.hat, path) : undefined;
  return (
    <EmptyState
      icon={<IconEyeOff size={40} stroke={1.4} aria-hidden />}
      title={code === "no-page" ? undefined : t(code === "forbidden" ? forbidden : "notFound.title")}
      text={<Reason code={code} path={path} />}
      action={
        <LinkButton to={above?.to ?? (who ? "/home" : "/")} variant="default">
          {above ? t("notFound.toPage", { page: t(`navigation.${above.word}`) }) : t("notFound.action")}
        </LinkButton>
      }
    />
  );
}

function Reason({ code, path }: { code: string; path: string }) {
  const { t } = useTranslation();
  if (code === "no-page") {
    return t("notFound.text");
  }
  return code === "forbidden" ? <OtherHat path={path} /> : <NoSuchThing path={path} />;
}

/** Whose it is, and how somebody who holds that hat gets there; or that a role is missing under the right one. */
function OtherHat({ path }: { path: string }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const who = useWho();
  const hats = hatsOf(path);
  if (hats.some((hat) => hat === who?.hat)) {
    return t("notFound.roles");
  }
  const parts = [t("problems.forbidden")];
  if (hats.length > 0) {
    const names = hats.map((hat) => t(`hats.${hat}`));
    parts.push(t("notFound.hats", { hats: list(names, locale) }));
    const held = names.filter((_, at) => who?.hats.some((hat) => hat === hats[at]));
    if (held.length > 0) {
      parts.push(t("notFound.changeHat", { hats: list(held, locale) }));
    }
  }
  return parts.join(" ");
}

/** What was looked for: the last thing that the address names. */
function NoSuchThing({ path }: { path: string }) {
  const { t } = useTranslation();
  const id = path.split("/").findLast((part) => part.includes("_"));
  return (
    <>
      {t("problems.not-found")}
      {id && (
        <>
          <br />
          {t("notFound.lookedFor")} <Code style={{ overflowWrap: "anywhere" }}>{id}</Code>
        </>
      )}
    </>
  );
}
