import { useQuery } from "@tanstack/react-query";
import { skillsReadOptions } from "@/api/generated/@tanstack/react-query.gen";

/** A skill's name, for a sentence. Until it is known, and where it never is, its slug. */
export function useSkillName(id: string | null | undefined): string {
  const options = skillsReadOptions({ path: { skill: id ?? "" } });
  const skill = useQuery({ ...options, enabled: Boolean(id), staleTime: Number.POSITIVE_INFINITY });
  return skill.data?.name ?? id ?? "";
}
