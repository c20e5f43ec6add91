/** What the server says it takes: the paths of its description that can be posted to. */
import { getJson } from './client';

export async function posted(): Promise<Set<string>> {
  const { paths } = await getJson<{ paths: Record<string, { post?: unknown }> }>('api');
  const taken = Object.entries(paths).filter(([, verbs]) => verbs.post !== undefined);
  return new Set(taken.map(([path]) => path.replace(/^\//, '')));
}
