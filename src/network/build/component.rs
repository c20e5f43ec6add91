//! The largest part of a network within which one can go from everywhere to everywhere.

/// A directed graph in compressed rows.
pub(super) struct Rows {
    pub first: Vec<u32>,
    pub heads: Vec<u32>,
}

impl Rows {
    /// From pairs of tail and head.
    pub fn new(nodes: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut first = vec![0_u32; nodes + 1];
        pairs.clone().for_each(|(tail, _)| first[tail as usize + 1] += 1);
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let (mut next, mut heads) = (first.clone(), vec![0; first[nodes] as usize]);
        for (tail, head) in pairs {
            heads[next[tail as usize] as usize] = head;
            next[tail as usize] += 1;
        }
        Self { first, heads }
    }
}

const UNSEEN: u32 = u32::MAX;

/// For each node, whether it lies in the largest strongly connected component; of two as large, the
/// one that holds the lowest node.
///
/// Tarjan (1972), *Depth-first search and linear graph algorithms*, without recursion.
pub(super) fn largest(rows: &Rows) -> Vec<bool> {
    let component = components(rows);
    let mut sizes = vec![0_u32; component.iter().map(|at| *at as usize + 1).max().unwrap_or_default()];
    for at in &component {
        sizes[*at as usize] += 1;
    }
    let most = sizes.iter().copied().max().unwrap_or_default();
    let chosen = component.iter().copied().find(|at| sizes[*at as usize] == most);
    component.iter().map(|at| Some(*at) == chosen).collect()
}

/// The number of each node's strongly connected component.
pub(super) fn components(rows: &Rows) -> Vec<u32> {
    let nodes = rows.first.len().saturating_sub(1);
    let (mut order, mut low, mut component) = (vec![UNSEEN; nodes], vec![0_u32; nodes], vec![UNSEEN; nodes]);
    let (mut stack, mut path): (Vec<u32>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
    let (mut clock, mut found) = (0, 0);
    for root in 0..nodes as u32 {
        if order[root as usize] != UNSEEN {
            continue;
        }
        path.push((root, rows.first[root as usize]));
        while let Some((node, edge)) = path.pop() {
            let at = node as usize;
            if order[at] == UNSEEN {
                (order[at], low[at]) = (clock, clock);
                clock += 1;
                stack.push(node);
            }
            if edge < rows.first[at + 1] {
                let head = rows.heads[edge as usize];
                if order[head as usize] == UNSEEN {
                    // The edge is looked at again on the way back.
                    path.push((node, edge));
                    path.push((head, rows.first[head as usize]));
                } else {
                    if component[head as usize] == UNSEEN {
                        low[at] = low[at].min(low[head as usize]).min(order[head as usize]);
                    }
                    path.push((node, edge + 1));
                }
            } else if low[at] == order[at] {
                while let Some(member) = stack.pop() {
                    component[member as usize] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Two nodes belong together when each can be reached from the other: by closing the relation.
    fn by_reach(nodes: usize, pairs: &[(u32, u32)]) -> Vec<Vec<bool>> {
        let mut reach = vec![vec![false; nodes]; nodes];
        (0..nodes).for_each(|node| reach[node][node] = true);
        for (tail, head) in pairs {
            reach[*tail as usize][*head as usize] = true;
        }
        for through in 0..nodes {
            for from in 0..nodes {
                for to in 0..nodes {
                    reach[from][to] |= reach[from][through] && reach[through][to];
                }
            }
        }
        reach
    }

    proptest! {
        #[test]
        fn components_are_those_of_mutual_reach(pairs in prop::collection::vec((0..12_u32, 0..12_u32), 0..40)) {
            let component = components(&Rows::new(12, pairs.iter().copied()));
            let reach = by_reach(12, &pairs);
            for a in 0..12 {
                for b in 0..12 {
                    prop_assert_eq!(component[a] == component[b], reach[a][b] && reach[b][a]);
                }
            }
            let kept = largest(&Rows::new(12, pairs.iter().copied())).iter().filter(|kept| **kept).count();
            let most = (0..12).map(|a| (0..12).filter(|b| component[*b] == component[a]).count()).max().unwrap();
            prop_assert_eq!(kept, most);
        }
    }

    #[test]
    fn a_long_street_needs_no_deep_stack() {
        let pairs = (0..200_000_u32).flat_map(|node| [(node, node + 1), (node + 1, node)]);
        assert!(largest(&Rows::new(200_001, pairs)).into_iter().all(|kept| kept));
    }
}
