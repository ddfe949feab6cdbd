import { useTranslation } from "react-i18next";
import type { Policy } from "@/api/generated";
import { useLocale } from "@/i18n/useLocale";
import classes from "./policy.module.css";
import { differences, numberOf, type Param, written } from "./rules";

interface Props {
  /** The policy in force. */
  now: Policy;
  then: Policy;
}

/** Every rule in which a policy differs from the one in force. */
export function ChangedRules({ now, then }: Props) {
  const { t } = useTranslation("policy");
  const { locale } = useLocale();
  const told = (policy: Policy, param: Param) => written(param, numberOf(policy, param), locale);
  const changed = differences(now, then);
  if (changed.length === 0) {
    return t("proposal.unchanged");
  }
  return (
    <ul className={classes.rules}>
      {changed.map((param) => (
        <li key={param}>
          {t("policies.changed", { rule: t(`params.${param}`), before: told(now, param), after: told(then, param) })}
        </li>
      ))}
    </ul>
  );
}
