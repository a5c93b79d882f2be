import { ownManifest } from '../own-package.ts'

/** This version of loxrig, as its package says. */
export const VERSION: string = ownManifest().version
