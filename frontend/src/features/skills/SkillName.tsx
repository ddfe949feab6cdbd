import { useQuery } from "@tanstack/react-query";
import { skillsReadOptions } from "@/api/generated/@tanstack/react-query.gen";

/** A skill by its name. Until that is known, and where it never is, its slug, which reads well enough. */
export function SkillName({ id }: { id: string }) {
  const skill = useQuery({ ...skillsReadOptions({ path: { skill: id } }), staleTime: Number.POSITIVE_INFINITY });
  return <>{skill.data?.name ?? id}</>;
}
