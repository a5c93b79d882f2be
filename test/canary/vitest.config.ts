import { defineConfig } from 'vitest/config'
import suites from '../../vitest.config.ts'
import { CANARIES } from './canaries.ts'

/**
 * The projects of the suites as they are, each with its canaries for tests. Apart from the suites, so that `npx vitest` stays
 * green: only the runner wants to see these fail.
 */
export default defineConfig({
  test: {
    ...suites.test,
    projects: (suites.test?.projects ?? []).map((project) => {
      if (typeof project !== 'object' || !('test' in project))
        throw new TypeError('a suite is a project with a test part')
      const { name } = project.test ?? {}
      const own = CANARIES.filter(({ suite }) => suite === name)
      return {
        ...project,
        test: { ...project.test, include: own.map(({ canary }) => `test/canary/${canary}.test.ts`) },
      }
    }),
  },
})
