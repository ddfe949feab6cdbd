//! The tree of what a paper's parts mean, as PDF's structure tree.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{Identifier, Node as Leaf, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

use crate::layout::{NodeId, Role, Scope, Tree};

/// Which marks on the pages belong to which part of the tree.
pub(super) struct Tags<'a> {
    tree: &'a Tree,
    marks: Vec<Vec<Identifier>>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        let marks = tree.nodes.iter().map(|_| Vec::new()).collect();
        Self { tree, marks }
    }

    /// The mark belongs to that part.
    pub(super) fn add(&mut self, node: NodeId, mark: Identifier) {
        self.marks[node.0].push(mark);
    }

    /// The whole tree, in reading order.
    pub(super) fn finish(mut self) -> TagTree {
        let mut whole = TagTree::new();
        for &root in &self.tree.roots {
            whole.push(self.group(root));
        }
        whole
    }

    fn group(&mut self, node: NodeId) -> TagGroup {
        let part = &self.tree.nodes[node.0];
        let mut children: Vec<Leaf> = std::mem::take(&mut self.marks[node.0]).into_iter().map(Leaf::from).collect();
        // A part has marks of its own or other parts in it; rows and cells are no deeper than three levels.
        children.extend(part.children.iter().map(|&child| Leaf::from(self.group(child))));
        TagGroup::with_children(tag(&part.role), children)
    }
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Heading(level, words) => {
            let level = NonZeroU16::new(*level).expect("headings have a level of 1 or more");
            Tag::Hn(level, Some(words.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table(words) => Tag::Table.with_summary(Some(words.clone())).into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::HeadingCell(scope, columns) => {
            let scope = match scope {
                Scope::Row => TableHeaderScope::Row,
                Scope::Column => TableHeaderScope::Column,
            };
            let columns = u32::try_from(*columns).ok().filter(|&columns| columns > 1);
            Tag::TH(scope).with_col_span(columns.and_then(NonZeroU32::new)).into()
        }
        Role::Cell => Tag::TD.into(),
    }
}
