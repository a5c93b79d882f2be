import { relative } from 'node:path'
import { build, type Message, type Metafile } from 'esbuild'
import { ROOT } from '../source/files.ts'

export interface Bundle {
  /** What is to be written, by its path below the folder. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** What each file holds and imports, as esbuild tells it. */
  readonly outputs: Metafile['outputs']
}

export interface BundleOptions {
  /** TypeScript sources. Each becomes a file by its own path, with `.js` at its end. */
  readonly entries: readonly string[]
  /** Where the files will lie, for the paths in their source maps. */
  readonly folder: string
  /** What all paths begin at; the repository's root when left out. */
  readonly root?: string
}

/**
 * Bundles entries with everything of ours that they import. What several share, and what is imported lazily, is in `chunks/`;
 * packages stay outside. Nothing is written. Throws on every error and on every warning, with their places.
 */
export async function bundle({ entries, folder, root = ROOT }: BundleOptions): Promise<Bundle> {
  const { outputFiles, metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: [...entries],
    outdir: folder,
    outbase: '.',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  if (warnings.length > 0) throw new Error(warnings.map(sentenceOf).join('\n'))
  const base = `${root}/${folder}`
  const files = new Map(outputFiles.map(({ path, contents }) => [relative(base, path), contents]))
  return { files, outputs: metafile.outputs }
}

function sentenceOf({ location, text }: Message): string {
  return location === null ? text : `${location.file}:${location.line}:${location.column}: ${text}`
}
