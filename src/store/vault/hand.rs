//! The hand that runs a statement in a transaction of either database.

use std::future::Future;

use super::super::StoreError;

/// A value of a statement.
#[derive(Debug, Clone)]
pub enum Value {
    /// A number.
    Integer(i64),
    /// A text, or nothing.
    Text(Option<String>),
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self::Text(Some(words.to_owned()))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

/// One row, every column as text.
pub type Cells = Vec<Option<String>>;

/// A transaction. Dropped before its commit, it leaves no trace.
pub trait Hand: Send {
    /// Runs a statement.
    fn run(&mut self, sql: &'static str, values: Vec<Value>) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Reads rows; every column of the statement is a text.
    fn rows(&mut self, sql: &'static str, values: Vec<Value>) -> impl Future<Output = Result<Vec<Cells>, StoreError>> + Send;
}

/// A [`Hand`] for one database, whose driver binds and reads in its own types.
macro_rules! hand {
    ($database:ty, $arguments:ty) => {
        impl $crate::store::vault::hand::Hand for sqlx::Transaction<'_, $database> {
            async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<(), StoreError> {
                sqlx::query_with(sql, bound(values)?).execute(&mut **self).await?;
                Ok(())
            }

            async fn rows(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Cells>, StoreError> {
                let rows = sqlx::query_with(sql, bound(values)?).fetch_all(&mut **self).await?;
                let cells = |row: &<$database as sqlx::Database>::Row| (0..row.len()).map(|column| row.try_get(column)).collect();
                Ok(rows.iter().map(cells).collect::<Result<_, sqlx::Error>>()?)
            }
        }

        fn bound(values: Vec<Value>) -> Result<$arguments, StoreError> {
            let mut arguments = <$arguments>::default();
            for value in values {
                match value {
                    Value::Integer(number) => arguments.add(number),
                    Value::Text(words) => arguments.add(words),
                }
                .map_err(sqlx::Error::Encode)?;
            }
            Ok(arguments)
        }
    };
}

/// The behaviour of a vault over a pool: every reading and every writing is one transaction.
macro_rules! vault {
    ($vault:ty, $begin:literal) => {
        #[async_trait]
        impl Vault for $vault {
            async fn note(&self, notes: &[Note], event: &str) -> Result<Noted, StoreError> {
                let mut transaction = self.pool.begin_with($begin).await?;
                let noted = work::note(&mut transaction, notes, event).await?;
                transaction.commit().await?;
                Ok(noted)
            }

            async fn pending(&self, geography: Geography, up_to: Quarter) -> Result<Pending, StoreError> {
                work::pending(&mut self.pool.begin().await?, geography, up_to).await
            }

            async fn ledger(&self) -> Result<Ledger, StoreError> {
                work::ledger(&mut self.pool.begin().await?).await
            }

            async fn reserve(&self, quarter: Quarter, rho: Rho, event: &str) -> Result<Ledger, StoreError> {
                let mut transaction = self.pool.begin_with($begin).await?;
                let ledger = work::reserve(&mut transaction, quarter, rho, event).await?;
                transaction.commit().await?;
                Ok(ledger)
            }

            async fn release(&self, release: &Release, exact: &[ExactPlace], counted: &Pending, event: &str) -> Result<(), StoreError> {
                let mut transaction = self.pool.begin_with($begin).await?;
                work::release(&mut transaction, release, counted, event).await?;
                own::keep_exact(&mut transaction, release.order.quarter, exact).await?;
                Ok(transaction.commit().await?)
            }

            async fn releases(&self) -> Result<Vec<Link>, StoreError> {
                work::chain(&mut self.pool.begin().await?, work::RELEASED).await
            }

            async fn audit(&self) -> Result<Vec<Link>, StoreError> {
                work::chain(&mut self.pool.begin().await?, work::AUDIT).await
            }

            async fn audit_start(&self) -> Result<String, StoreError> {
                retention::audit_start(&mut self.pool.begin().await?).await
            }

            async fn erase(&self, key: &str, team: Option<&str>, event: &str) -> Result<Erased, StoreError> {
                let mut transaction = self.pool.begin_with($begin).await?;
                let erased = retention::erase(&mut transaction, key, team, event).await?;
                transaction.commit().await?;
                Ok(erased)
            }

            async fn notes_of(&self, team: &str, after: Option<&str>, limit: i64) -> Result<Vec<OwnNote>, StoreError> {
                own::notes(&mut self.pool.begin().await?, team, after, limit).await
            }

            async fn marks(&self) -> Result<Vec<String>, StoreError> {
                own::marks(&mut self.pool.begin().await?).await
            }

            async fn unmark(&self, marks: &[String]) -> Result<(), StoreError> {
                let mut transaction = self.pool.begin_with($begin).await?;
                own::unmark(&mut transaction, marks).await?;
                Ok(transaction.commit().await?)
            }

            async fn exact(&self, quarter: Option<Quarter>) -> Result<Vec<ExactQuarter>, StoreError> {
                own::exact(&mut self.pool.begin().await?, quarter).await
            }

            async fn retain(&self, today: NaiveDate) -> Result<Retained, StoreError> {
                let mut transaction = self.pool.begin_with($begin).await?;
                let retained = retention::retain(&mut transaction, today).await?;
                transaction.commit().await?;
                Ok(retained)
            }
        }
    };
}

pub(super) use {hand, vault};
