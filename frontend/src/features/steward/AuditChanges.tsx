import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Audited, Bounds } from "@/api/generated";
import { PARAMS, written } from "@/features/policy/rules";
import { percent } from "@/features/space/rates";
import { useBoundsInWords } from "@/features/space/useBoundsInWords";
import { useLocale } from "@/i18n/useLocale";
import { day, list, money, names } from "@/lib/format";
import { type Change, changesOf, isCode, isMoney, lastOf, WORDS } from "./audit";
import { isDay } from "./numbers";
import classes from "./steward.module.css";

/** More than this is folded, so that a whole policy does not push everything else away. */
const SHOWN = 4;

/** What an act changed, in words and units, and the entry itself for whoever wants what was sealed. */
export function AuditChanges({ entry }: { entry: Audited }) {
  const { t } = useTranslation("audit");
  const changes = changesOf(entry.before, entry.after);
  const told = <Told entry={entry} changes={changes} />;
  return (
    <div className={classes.changes}>
      {changes.length > SHOWN ? (
        <details>
          <summary>{t("changes", { count: changes.length })}</summary>
          {told}
        </details>
      ) : (
        told
      )}
      <details>
        <summary>{t("record")}</summary>
        <pre className={classes.record}>{JSON.stringify(entry, null, 2)}</pre>
      </details>
    </div>
  );
}

function Told({ entry, changes }: { entry: Audited; changes: Change[] }) {
  const { t } = useTranslation("audit");
  const { label, value } = useWords(entry);
  if (changes.length === 0) {
    return null;
  }
  return (
    <ul>
      {changes.map(({ name, before, after }) => (
        <li key={name}>
          {label(name)}: {before !== undefined && <>{value(name, before)} → </>}
          {after === undefined ? t("nothing") : value(name, after)}
        </li>
      ))}
    </ul>
  );
}

/** The words for the names and the values of an entry. What has none yet is told as the log has it. */
function useWords({ act, before, after }: Audited) {
  const { t, i18n } = useTranslation(["audit", "common", "policy", "admin", "payouts", "public"]);
  const { locale } = useLocale();
  const bounds = useBoundsInWords();
  const [about] = act.split(".");
  const currency = after?.currency ?? before?.currency;
  const paramOf = (name: string) => PARAMS.find((param) => name.startsWith("policy.") && param === lastOf(name));

  const label = (name: string): ReactNode => {
    const [param, last] = [paramOf(name), lastOf(name)];
    if (param) {
      return t(`policy:params.${param}`);
    }
    return i18n.exists(`audit:fields.${last}`) ? t(`fields.${last}` as "fields.hats") : <code>{name}</code>;
  };

  const text = (last: string, found: string): string => {
    const words = WORDS[`${about}.${last}`];
    if (words && i18n.exists(`${words}.${found}`)) {
      return t(`${words}.${found}` as "common:hats.client");
    }
    if (last === "country") {
      return names([found], "region", locale).join();
    }
    return isDay(found) ? day(found, locale) : found;
  };

  const number = (name: string, found: number): string => {
    const [param, last] = [paramOf(name), lastOf(name)];
    if (param) {
      return written(param, found, locale);
    }
    if (last === "basis_points") {
      return percent(found, locale);
    }
    return last.endsWith("_minor") && typeof currency === "string"
      ? money(found, currency, locale)
      : new Intl.NumberFormat(locale).format(found);
  };

  const value = (name: string, found: unknown): ReactNode => {
    const last = lastOf(name);
    if (last === "bounds" && Array.isArray(found)) {
      return bounds(found as Bounds[]);
    }
    if (Array.isArray(found) && found.every((each) => typeof each === "string")) {
      const told = found.map((each) => text(last, each));
      return told.length > 0 ? list(told, locale) : t("nothing");
    }
    if (typeof found === "string") {
      return isCode(found) ? <code>{found}</code> : text(last, found);
    }
    if (typeof found === "number") {
      return number(name, found);
    }
    if (typeof found === "boolean") {
      return t(found ? "common:ui.yes" : "common:ui.no");
    }
    return isMoney(found) ? money(found.amount, found.currency, locale) : <code>{JSON.stringify(found)}</code>;
  };

  return { label, value };
}
