//! Arguments of `analyse vintages`.

use clap::Args;

use super::Runnable;
use super::outlines;
use super::shared::{OutputArguments, given};
use crate::domain::{Fault, Vintage};
use crate::methods::vintages::{self, Options};
use crate::methods::{Description, MethodResult, TableRef};
use crate::sources::vintage;

/// Options of the method.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Former edition: communes.json of @etalab/decoupage-administratif, or outlines; `iris.gpkg:id=CODE_IRIS` names the column of codes
    #[arg(long, value_name = "FILE", required_unless_present = "describe")]
    from: Option<TableRef>,
    /// Later edition, of the same kind
    #[arg(long, value_name = "FILE", required_unless_present = "describe")]
    to: Option<TableRef>,
    /// Year of the former edition [default: the one in the file’s name]
    #[arg(long, value_name = "YEAR")]
    from_vintage: Option<u16>,
    /// Year of the later edition [default: the one in the file’s name]
    #[arg(long, value_name = "YEAR")]
    to_vintage: Option<u16>,
    /// Share of both zones below which what they have in common is imprecise drawing
    #[arg(long, value_name = "SHARE", default_value_t = 0.01, value_parser = share)]
    sliver: f64,
    /// Counts of the former edition to carry: a table of id and columns
    #[arg(long, value_name = "FILE", requires = "extensive")]
    values: Option<TableRef>,
    /// Its columns of counts: people,households
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    extensive: Vec<String>,
    #[command(flatten)]
    output: OutputArguments,
}

impl Runnable for Arguments {
    fn description(&self) -> Description {
        vintages::description()
    }

    fn output(&self) -> &OutputArguments {
        &self.output
    }

    fn run(&self) -> Result<MethodResult, Fault> {
        let (from, to) = (given(self.from.as_ref(), "--from")?, given(self.to.as_ref(), "--to")?);
        let year = |said: Option<u16>, table: &TableRef| said.and_then(Vintage::new).or_else(|| vintage::in_name(&table.file()));
        let (before, after) = (year(self.from_vintage, &from), year(self.to_vintage, &to));
        vintages::run(&Options {
            from: (outlines::edition(from)?, before),
            to: (outlines::edition(to)?, after),
            sliver: self.sliver,
            values: self.values.clone(),
            extensive: self.extensive.clone(),
        })
    }
}

/// A share below a half: more would be a change of its own.
fn share(words: &str) -> Result<f64, String> {
    words.parse().ok().filter(|share| (0.0..0.5).contains(share)).ok_or_else(|| "0–0.5".to_owned())
}
