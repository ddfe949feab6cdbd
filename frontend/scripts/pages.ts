import { readFileSync } from "node:fs";
import type { Plugin, Rolldown } from "vite";

/** What a browser loads for a page beside what it loads for every page. */
export interface Page {
  /** Where it is: `/briefs/$id/edit`. */
  path: string;
  /** Its scripts and styles. */
  files: string[];
  /** The parts of the catalogue that it speaks from. */
  words: string[];
}

const ROUTE = /\/src\/routes\/(.+)\.tsx\?tsr-split=component$/;
const CATALOGUE = /\/src\/i18n\/(\w+)\/(\w+)\.json$/;
const SOURCE = /\/src\/[^?]+\.tsx?$/;
const BEGIN = /\/src\/api\/begin\.ts$/;

/** The parts of the catalogue that a source speaks from. */
export function spokenIn(source: string): string[] {
  const calls = [...source.matchAll(/useTranslation\(([^)]*)\)/g)];
  return calls.flatMap(([, parts]) => parts?.match(/\w+/g) ?? ["common"]);
}

/** The pages of these routes, by the names of their files, each with its route and those that surround it. */
export function pagesOf(routes: string[]): { path: string; within: string[] }[] {
  const split = (route: string) => route.split(/[/.]/);
  const isWithin = (route: string, outer: string) =>
    split(route).length > split(outer).length && split(outer).every((part, place) => split(route)[place] === part);
  return routes
    .filter((route) => !routes.some((other) => isWithin(other, route)))
    .map((route) => ({
      path: `/${split(route)
        .filter((part) => part !== "index" && !part.startsWith("_"))
        .join("/")}`,
      within: [...routes.filter((outer) => isWithin(route, outer)), route],
    }));
}

/**
 * Has a browser load all that a page needs at once, in place of one after the other. What that is stands in `pages.json`, from
 * which the server names it in the page of each path (src/http/site.rs): the scripts and styles of the route, and the words in
 * the language of whoever asks. What begins the session is a script of its own, which waits for no other.
 */
export function pages(): Plugin {
  return {
    name: "muster-pages",
    enforce: "post",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        this.emitFile({ type: "asset", fileName: "pages.json", source: JSON.stringify(manifest(bundle)) });
      },
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const begin = chunksOf(bundle).find(({ facadeModuleId }) => BEGIN.test(facadeModuleId ?? ""));
        const preload = `<link rel="modulepreload" crossorigin href="/${begin?.fileName}">`;
        if (!html.includes(preload)) {
          throw new Error("src/api/begin.ts is a script of its own, from which the first one imports");
        }
        const script = '<script type="module" fetchpriority="high" crossorigin';
        return html
          .replace('<script type="module" crossorigin', script)
          .replace(preload, `${script} async src="/${begin?.fileName}"></script>`);
      },
    },
  };
}

function manifest(bundle: Rolldown.OutputBundle) {
  const chunks = chunksOf(bundle);
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  /** A chunk and all that it cannot run without. */
  const whole = (chunk: Rolldown.OutputChunk, found = new Set<Rolldown.OutputChunk>()) => {
    if (!found.has(chunk)) {
      found.add(chunk);
      for (const name of chunk.imports) {
        const imported = byName.get(name);
        if (imported) {
          whole(imported, found);
        }
      }
    }
    return found;
  };
  const always = new Set(chunks.filter(({ isEntry }) => isEntry).flatMap((entry) => [...whole(entry)]));
  const words: Record<string, Record<string, string>> = {};
  const routes = new Map<string, Rolldown.OutputChunk>();
  for (const chunk of chunks) {
    const [, language, part] = CATALOGUE.exec(chunk.facadeModuleId ?? "") ?? [];
    if (language && part) {
      words[language] = { ...words[language], [part]: chunk.fileName };
    }
    const [, route] = ROUTE.exec(chunk.facadeModuleId ?? "") ?? [];
    if (route) {
      routes.set(route, chunk);
    }
  }
  const pages = pagesOf([...routes.keys()]).map(({ path, within }): Page => {
    const own = new Set(within.flatMap((route) => [...whole(routes.get(route) as Rolldown.OutputChunk)]));
    const parts = [...own].filter((chunk) => !always.has(chunk));
    const sources = [...own].flatMap(({ moduleIds }) => moduleIds.filter((id) => SOURCE.test(id)));
    return {
      path,
      files: parts.flatMap(({ fileName, viteMetadata }) => [...(viteMetadata?.importedCss ?? []), fileName]),
      words: [...new Set(["common", ...sources.flatMap((id) => spokenIn(readFileSync(id, "utf8")))])],
    };
  });
  return { pages, words };
}

function chunksOf(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  return Object.values(bundle).filter((each) => each.type === "chunk");
}
