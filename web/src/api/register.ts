/** `GET /zones/{snapshot}/{geography}`: every zone, in the order of the ids of the tiles. */
export interface Register {
  snapshot: string;
  geography: string;
  vintage: number;
  codes: string[];
  names: string[];
  kinds: (string | null)[];
  parents: Record<string, (string | null)[] | undefined>;
  bbox: [number, number, number, number][];
  centre: [number, number][];
  population: (number | null)[];
  neighbours: number[][];
}
