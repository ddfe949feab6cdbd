import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SkillCount } from "@/api/generated";
import { membersNetworkTalentOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Loaded } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import classes from "./public.module.css";

/** Which skills there are, and where: how many have each at least, and nobody's name. */
export function TalentSection() {
  const { t } = useTranslation("public");
  const talent = useQuery({ ...membersNetworkTalentOptions(), staleTime: 300_000 });
  return (
    <Section title={t("talent.title")} lead={t("talent.lead")}>
      <Loaded query={talent}>
        {({ at_least, skills, places }) =>
          at_least === 0 ? (
            <Text>{t("talent.none")}</Text>
          ) : (
            <Stack gap="lg">
              <Text>{t("talent.all", { count: at_least })}</Text>
              <div>
                <Skills skills={skills.slice(0, MOST_SKILLS)} />
                {skills.length > MOST_SKILLS && (
                  <details className={classes.more}>
                    <summary>{t("talent.more", { count: skills.length - MOST_SKILLS })}</summary>
                    <Skills skills={skills.slice(MOST_SKILLS)} />
                  </details>
                )}
              </div>
              <div>
                {places.slice(0, MOST_PLACES).map(({ place, name, at_least, skills }) => (
                  <details key={place} className={classes.more}>
                    <summary>
                      <Title order={3} size="h5" display="inline">
                        {name}
                      </Title>{" "}
                      <Text span size="sm" c="dimmed">
                        {t("talent.here", { count: at_least })}
                      </Text>
                    </summary>
                    <Skills skills={skills} />
                  </details>
                ))}
              </div>
            </Stack>
          )
        }
      </Loaded>
    </Section>
  );
}

/** How many skills are seen at first; the most frequent come first. */
const MOST_SKILLS = 24;

/** How many places are told one by one; the largest come first. */
const MOST_PLACES = 12;

function Skills({ skills }: { skills: SkillCount[] }) {
  const { t } = useTranslation("public");
  const { locale } = useLocale();
  const number = new Intl.NumberFormat(locale);
  return (
    <ul className={classes.tags}>
      {skills.map(({ skill, name, at_least }) => (
        <li key={skill}>
          {name} <span className={classes.many}>{t("talent.many", { many: number.format(at_least) })}</span>
        </li>
      ))}
    </ul>
  );
}
