//! What the parts of a paper mean: headings, paragraphs, tables with their rows and cells.

/// A part, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A heading of level 1 to 3, with its words.
    Heading(u16, String),
    Paragraph,
    /// A table, with what it shows in words.
    Table(String),
    TableHead,
    TableBody,
    Row,
    /// A heading of a column or row, and over how many columns it goes.
    HeadingCell(Scope, usize),
    Cell,
}

/// For what a heading cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Row,
    Column,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) children: Vec<NodeId>,
}

/// Every part, in reading order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// Parts that lie in no other.
    pub(crate) roots: Vec<NodeId>,
}

impl Tree {
    /// A new part of the paper itself.
    pub(crate) fn root(&mut self, role: Role) -> NodeId {
        let id = self.node(role);
        self.roots.push(id);
        id
    }

    /// A new part of another.
    pub(crate) fn child(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = self.node(role);
        self.nodes[parent.0].children.push(id);
        id
    }

    fn node(&mut self, role: Role) -> NodeId {
        self.nodes.push(Node { role, children: Vec::new() });
        NodeId(self.nodes.len() - 1)
    }
}
