import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { filesUnder, ROOT } from '../../scripts/source/files.ts'

/** A Markdown page of the project. */
export interface Page {
  /** From the repository's root. */
  readonly path: string
  readonly text: string
}

/** Whether the repository holds a file or folder of that path. */
export type Exists = (path: string) => boolean

export const PAGES: readonly Page[] = filesUnder('', '.md').map((path) => ({
  path,
  text: readFileSync(join(ROOT, path), 'utf8'),
}))

export const existsHere: Exists = (path) => existsSync(join(ROOT, path))

/** Relative links that lead nowhere: to no file, or to a heading that the page does not have. */
export function brokenLinks(page: Page, pages: readonly Page[], exists: Exists): string[] {
  return [...withoutCode(page.text).matchAll(LINK)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return []
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? page.path : posix.join(posix.dirname(page.path), decodeURI(file))
    if (target.startsWith('..') || !exists(target)) return [`${page.path}: ${link} leads nowhere`]
    const headings = pages.find(({ path }) => path === target)
    const isKnown = anchor === undefined || headings === undefined || anchorsOf(headings.text).has(anchor)
    return isKnown ? [] : [`${page.path}: ${link} names no heading`]
  })
}

/** The files of ours that a page links to. */
export function linkedFrom(page: Page): string[] {
  return [...withoutCode(page.text).matchAll(LINK)].map(([, link = '']) =>
    posix.join(posix.dirname(page.path), link.split('#')[0] ?? ''),
  )
}

/** Code spans that spell a path of ours which is not there. A path with a placeholder or a `*` in it names no single file. */
export function missingPaths(page: Page, exists: Exists): string[] {
  return [...page.text.replaceAll(FENCED, '').matchAll(SPAN)].flatMap(([, span = '']) => {
    const path = OUR_PATH.exec(span)?.[0]
    return path === undefined || exists(path) ? [] : [`${page.path}: \`${span}\` is not in the repository`]
  })
}

/** Places outside the repository: of the machine that a page was written on, or of a folder that is nobody else's. */
export function foreignPlaces(page: Page): string[] {
  return page.text.split('\n').flatMap((line, index) => {
    const [place] = FOREIGN.exec(line) ?? []
    return place === undefined ? [] : [`${page.path}:${index + 1}: ${place.trim()}`]
  })
}

const FENCED = /^ *```[\s\S]*?^ *```/gm
const SPAN = /`([^`\n]+)`/g
const LINK = /\]\(<?([^)>\s]+)>?(?: "[^"]*")?\)/g
const OUR_PATH = /^(?:sim|rigs|docs|test|fixtures|docker|bench|scripts|schemas|\.ci|\.github|\.githooks)\/[\w./@-]*$/
/** A home or working folder, a way out of the repository, a hidden folder that is not the project's. */
const FOREIGN =
  /(?<![^\s`"'(=:])\/(?:home|root|work|Users)\/\S*|(?:\.\.\/)+shared\b\S*|(?<![\w.*/])(?:\.\.?\/)*\.(?!loxrig|cache|ci|github|githooks|git|devcontainer)[a-z]+\/\S*/

function withoutCode(text: string): string {
  return text.replaceAll(FENCED, '').replaceAll(SPAN, '')
}

/** The anchors that GitHub gives to headings, repeated ones numbered. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>()
  const headings = [...text.replaceAll(FENCED, '').matchAll(/^#+ +(.+)$/gm)]
  return new Set(
    headings.map(([, heading = '']) => {
      const slug = heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-')
      const count = seen.get(slug) ?? 0
      seen.set(slug, count + 1)
      return count === 0 ? slug : `${slug}-${count}`
    }),
  )
}
